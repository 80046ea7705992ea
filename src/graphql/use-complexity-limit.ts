import { complexityFromQuery } from '@pothos/plugin-complexity';
import { type ExecutionArgs, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { CutOrder } from '../engine/cutting/message.js';
import type { Context } from './context.js';
import { tooComplex } from './document-rules.js';

/** Everything of a batch is 11 deep. */
export const MAX_DEPTH = 12;

/** About how many fields of the answer everything of one picture has; a test compares it with the schema. */
export const FIELDS_PER_PICTURE = 1000;

/** The most that a request without pictures may cost. */
export const FIELDS_WITHOUT_PICTURES = 2000;

/** What some fields cost beyond their place in the answer, in fields of the same time. */
export const COST = { checkNik: 10, understand: 100, searchRegions: 300 } as const;

/** Pixels of a cut picture, its width squared, that cost as much as a field; saved with little loss or none it has so many times the bytes. */
const PIXELS_PER_FIELD = 12_500;
const FINE_QUALITY = 90;
const TIMES_THE_BYTES = { fine: 3, PNG: 8 } as const;

/** More findings than this on one card mean that nothing of it was read. */
export const USUAL_INCONSISTENCIES = 20;

/** What a picture that is cut from a card costs: its bytes are a part of the answer. */
export function costOfImage({
  maxWidth,
  format,
  quality,
}: Pick<CutOrder, 'maxWidth' | 'format' | 'quality'>): number {
  const times = format === 'PNG' ? TIMES_THE_BYTES.PNG : quality > FINE_QUALITY ? TIMES_THE_BYTES.fine : 1;
  return Math.ceil(maxWidth ** 2 / PIXELS_PER_FIELD) * times;
}

/** Refuses a document that costs too much with its variables, before it is executed. Fields in lists count once per item. */
export function useComplexityLimit(): Plugin<Context> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const fault = faultIn(args);
      if (fault !== null) setResultAndStopExecution({ errors: [fault] });
    },
  };
}

function faultIn({ schema, document, operationName, variableValues, contextValue }: ExecutionArgs) {
  const operation = getOperationAST(document, operationName);
  // What is wrong with the name of the operation or with the variables, the execution says.
  if (!operation) return null;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const alone = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as const;
  try {
    const variables = { ...variableValues };
    return judge(
      complexityFromQuery(alone, { schema, ctx: contextValue as Context, variables }),
      contextValue as Context,
    );
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function judge(found: { depth: number; complexity: number }, { service }: Context): GraphQLError | null {
  if (found.depth > MAX_DEPTH) {
    return tooComplex(`The document is ${found.depth} fields deep; at most ${MAX_DEPTH} are allowed.`);
  }
  const most = FIELDS_WITHOUT_PICTURES + FIELDS_PER_PICTURE * service.maxBatchImages;
  if (found.complexity <= most) return null;
  return tooComplex(`The answer may have ${found.complexity} fields; at most ${most} are allowed.`);
}
