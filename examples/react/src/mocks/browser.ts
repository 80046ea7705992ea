import { setupWorker } from 'msw/browser';
import { answering, RESULTS } from './handlers.ts';

/** A page without a gateway: `?mock=OcrNoResultError` shows what that member looks like. */
export async function start(): Promise<void> {
  const asked = new URLSearchParams(location.search).get('mock') ?? 'OcrKtpSuccess';
  const name = Object.keys(RESULTS).find((each) => each === asked) as keyof typeof RESULTS | undefined;
  if (name === undefined)
    throw new Error(`Found mock=${asked}; there are ${Object.keys(RESULTS).join(', ')}.`);
  await setupWorker(answering(name)).start({ quiet: true, onUnhandledRequest: 'bypass' });
}
