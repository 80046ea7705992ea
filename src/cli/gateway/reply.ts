import { z } from 'zod';
import type { Answer } from '../record.js';

/** The answer to a request: the result of the picture, or what is wrong with the request. */
export interface Reply {
  readonly status: number;
  /** Null if the request was not executed. */
  readonly answer: Answer | null;
  /** Code of the first error; null if the body is not an answer of GraphQL. */
  readonly code: string | null;
  readonly message: string;
  /** From the `Retry-After` header; null if there is none. */
  readonly retryAfterSeconds: number | null;
}

/** The part of the answer that the command needs. The row has the whole answer. */
const Item = z.looseObject({ result: z.looseObject({ __typename: z.string() }) });

const Body = z.looseObject({
  data: z.looseObject({ ocrKtpBatch: z.looseObject({ items: z.array(Item).length(1) }) }).nullish(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        extensions: z.looseObject({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** Parses the answer of a gateway. If it is none, the message says so. */
export function replyOf(status: number, retryAfter: unknown, text: string): Reply {
  const body = Body.safeParse(parsed(text)).data;
  const error = body?.errors?.[0];
  return {
    status,
    answer: (body?.data?.ocrKtpBatch.items[0]?.result as Answer | undefined) ?? null,
    code: error?.extensions?.code ?? null,
    message: error?.message ?? `HTTP ${status}, not an answer of a gateway`,
    retryAfterSeconds: /^\d{1,5}$/.test(String(retryAfter)) ? Number(retryAfter) : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
