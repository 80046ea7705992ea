/** For React 18 and later: one picture of a card at a time, and what came of it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Progress, randomKey, readCard, type SameForAll } from './read-card.js';
import { isWorthAnother } from './try-again.js';
import type { Told } from './words.js';

/** The state of the picture that was chosen last. */
export type KtpReading<Result> =
  | { readonly status: 'idle' }
  /** `progress` is null until there is some. */
  | { readonly status: 'reading'; readonly file: Blob; readonly progress: Progress | null }
  /** The gateway answered: `result` is a member of `OcrKtpResult`, a success or an error. */
  | { readonly status: 'done'; readonly file: Blob; readonly result: Result }
  /** No answer came: `error` is what `readCard` throws. */
  | { readonly status: 'failed'; readonly file: Blob; readonly error: Error };

export interface KtpReader<Result> {
  readonly reading: KtpReading<Result>;
  /** Reads a picture instead of the one before. */
  readonly read: (file: Blob) => void;
  /** Sends the same picture again with the same key, so that nothing is charged twice. Null if the answer would be the same. */
  readonly again: (() => void) | null;
  /** Forgets the picture, and stops its reading. */
  readonly cancel: () => void;
}

/** Those of `readCard` that are the same for each picture. */
export type KtpReaderOptions<Result, Variables> = SameForAll<Result, Variables> & {
  /** False: for servers without keys (`IDEMPOTENCY_SECONDS=0`). */
  readonly idempotencyKey?: false;
};

const IDLE = { status: 'idle' } as const;

/**
 * Reads cards with `readCard`, and is drawn anew with each step. The options may differ from one drawing to the next; the next picture is
 * sent with those of the last. A component that goes away stops its reading.
 */
export function useKtpReader<Result extends { readonly ocrKtp: unknown }, Variables>(
  options: KtpReaderOptions<Result, Variables>,
): KtpReader<Result['ocrKtp']> {
  const [reading, setReading] = useState<KtpReading<Result['ocrKtp']>>(IDLE);
  const latest = useRef(options);
  const running = useRef<AbortController | null>(null);
  const key = useRef('');
  useEffect(() => {
    latest.current = options;
  });

  const send = useCallback((file: Blob) => {
    running.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    const show = (next: KtpReading<Result['ocrKtp']>) => {
      if (!signal.aborted) setReading(next);
    };
    const onProgress = (progress: Progress | null) => show({ status: 'reading', file, progress });
    onProgress(null);
    readCard<Result, Variables>(file, {
      idempotencyKey: key.current,
      ...latest.current,
      onProgress,
      signal,
    }).then(
      (result) => show({ status: 'done', file, result }),
      (error: Error) => show({ status: 'failed', file, error }),
    );
  }, []);

  const read = useCallback(
    (file: Blob) => {
      key.current = randomKey();
      send(file);
    },
    [send],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setReading(IDLE);
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  return { reading, read, again: mayTryAgain(reading) ? () => send(reading.file) : null, cancel };
}

type Ended<Result> = Extract<KtpReading<Result>, { status: 'done' | 'failed' }>;

function mayTryAgain<Result>(reading: KtpReading<Result>): reading is Ended<Result> {
  if (reading.status === 'failed') return isWorthAnother(reading.error);
  return reading.status === 'done' && isWorthAnother((reading.result ?? {}) as Told);
}
