import { z } from 'zod';
import type { Answer } from '../record.js';

/** An answer to a request: the picture's result, or what is wrong with the request. */
export interface Reply {
  readonly status: number;
  /** Null where the request was not carried out. */
  readonly answer: Answer | null;
  /** Of the first error; null where the body is none of GraphQL's. */
  readonly code: string | null;
  readonly message: string;
  /** From the `Retry-After` header; null where there is none. */
  readonly retryAfterSeconds: number | null;
}

/** Only what the command goes by is looked at: the row is the answer as it came. */
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

/** What a gateway answered, or why that is no answer of a gateway. */
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
