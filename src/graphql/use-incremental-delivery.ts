import { memoize1 } from '@graphql-tools/utils';
import {
  type DirectiveNode,
  type DocumentNode,
  type ExecutionArgs,
  GraphQLInt,
  getOperationAST,
  getVariableValues,
  valueFromAST,
  visit,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { IN_PARTS, takesParts } from './accept.js';
import { badInput } from './arguments.js';
import type { Context } from './context.js';
import { deferLimit, streamLimit, streamsAlike } from './incremental-rules.js';

/**
 * `@defer` and `@stream` within our limits, beside Yoga's plugin for them. A client gets an answer in parts only if its `Accept` names
 * `multipart/mixed` or `text/event-stream`. All others get a whole answer: the directives allow parts, they do not demand them, and a
 * reading that was paid for must not end in an answer that the client cannot take.
 */
export function useIncrementalDelivery(): Plugin<Context> {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(deferLimit);
      addValidationRule(streamLimit);
      addValidationRule(streamsAlike);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const directives = incrementalIn(args.document);
      if (directives.length === 0) return;
      const { req } = args.contextValue as Context;
      if (!takesParts(req.headers.accept)) args.document = withoutParts(args.document);
      else if (directives.some((directive) => isNoCount(directive, args)))
        setResultAndStopExecution({ errors: [badInput('`initialCount` of `@stream` must be 0 or more.')] });
    },
    onResponse({ response: { headers } }) {
      const type = headers.get('content-type') ?? '';
      if (!IN_PARTS.some((inParts) => type.startsWith(inParts))) return;
      headers.set('cache-control', 'no-store');
      // nginx and those that follow it would otherwise keep the parts back until there are enough of them.
      headers.set('x-accel-buffering', 'no');
      // Yoga says `none`, which is no coding: some clients then refuse the answer.
      headers.delete('content-encoding');
      // Whether the connection is kept, and whether the client takes chunks, Node knows: Yoga says yes to all, also to HTTP/1.0.
      headers.delete('connection');
      headers.delete('transfer-encoding');
    },
  };
}

function isIncremental({ name }: DirectiveNode): boolean {
  return name.value === 'defer' || name.value === 'stream';
}

/** The directives of a document; most are sent over and over, and parsed once. */
const incrementalIn = memoize1((document: DocumentNode): readonly DirectiveNode[] => {
  const found: DirectiveNode[] = [];
  visit(document, {
    Directive(node) {
      if (isIncremental(node)) found.push(node);
    },
  });
  return found;
});

const withoutParts = memoize1(
  (document: DocumentNode): DocumentNode =>
    visit(document, { Directive: (node) => (isIncremental(node) ? null : undefined) }),
);

/** Whether a directive's `initialCount` is less than none; the execution would take that for a fault of ours. */
function isNoCount(
  { arguments: given = [] }: DirectiveNode,
  { schema, document, operationName, variableValues }: ExecutionArgs,
): boolean {
  const argument = given.find(({ name }) => name.value === 'initialCount');
  const operation = getOperationAST(document, operationName);
  if (argument === undefined || !operation) return false;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // What is wrong with the variables, the execution says.
  if (coerced === undefined) return false;
  const count = valueFromAST(argument.value, GraphQLInt, coerced) as number | null | undefined;
  return count === null || (count !== undefined && count < 0);
}
