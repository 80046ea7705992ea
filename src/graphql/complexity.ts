import { ComplexityErrorKind, type ComplexityPluginOptions } from '@pothos/plugin-complexity';
import type { BuilderTypes } from './builder.js';
import { tooComplex } from './document-rules.js';

/** Everything of a batch is 11 deep. */
const MAX_DEPTH = 12;

/** Fields of the answer that everything of one picture comes to, about; a test holds the schema to it. */
const FIELDS_PER_PICTURE = 1000;

/** What a request without pictures may come to. */
const FIELDS_WITHOUT_PICTURES = 2000;

/** What some fields cost beyond their place in the answer, in fields of the same time. */
export const COST = { checkNik: 10, understand: 100, searchRegions: 300 } as const;

/** Limits on what a document comes to with its variables: lists count as often as they are long. */
export const complexity: ComplexityPluginOptions<PothosSchemaTypes.ExtendDefaultTypes<BuilderTypes>> = {
  limit: ({ service }) => ({
    depth: MAX_DEPTH,
    complexity: FIELDS_WITHOUT_PICTURES + FIELDS_PER_PICTURE * service.maxBatchImages,
  }),
  complexityError: (kind, found) =>
    kind === ComplexityErrorKind.Depth
      ? tooComplex(`The document is ${found.depth} fields deep; at most ${found.maxDepth} are allowed.`)
      : tooComplex(
          `The document may come to ${found.complexity} fields; at most ${found.maxComplexity} are allowed.`,
        ),
};
