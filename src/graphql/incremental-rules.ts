import { memoize1 } from '@graphql-tools/utils';
import {
  type ASTNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  print,
  type ValidationRule,
} from 'graphql';
import { tooComplex } from './document-rules.js';

/** Fragments with `@defer` in a document. Each makes a part of the answer, and nested ones multiply. */
export const MAX_DEFERRED = 10;

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** Whether the items of this list are resolved one by one, so that `@stream` is allowed. */
    comesByItem?: boolean;
  }
}

/** Allows `MAX_DEFERRED` fragments with `@defer`, and none on items of lists: each item would make a part of its own. */
export const deferLimit: ValidationRule = (context) => {
  const inLists = typesInLists(context.getSchema());
  let deferred = 0;
  return {
    Directive({ name }) {
      if (name.value !== 'defer') return;
      deferred += 1;
      const type = context.getParentType();
      if (type && inLists.has(type))
        context.reportError(
          tooComplex(`\`@defer\` is not for ${type.name}, of which an answer may have many.`),
        );
    },
    Document: {
      leave: () => {
        if (deferred <= MAX_DEFERRED) return;
        const message = `The document defers ${deferred} fragments; at most ${MAX_DEFERRED} are allowed.`;
        context.reportError(tooComplex(message));
      },
    },
  };
};

/** Allows `@stream` only on lists whose items are resolved one by one. */
export const streamLimit: ValidationRule = (context) => ({
  Directive({ name }) {
    const field = context.getFieldDef();
    if (name.value !== 'stream' || !field || field.extensions.comesByItem) return;
    const place = `${context.getParentType()?.name}.${field.name}`;
    context.reportError(
      tooComplex(`\`@stream\` is for OcrKtpBatch.items; the items of ${place} do not come one by one.`),
    );
  },
});

/** Has selections of one list in an operation streamed alike, or none of them: they are merged, and the execution would go by the first. */
export const streamsAlike: ValidationRule = (context) => {
  const selected: { readonly within: ASTNode; readonly key: string; readonly stream: string }[] = [];
  let within: ASTNode;
  return {
    OperationDefinition(operation) {
      within = operation;
    },
    FragmentDefinition(fragment) {
      within = fragment;
    },
    Field({ alias, name, directives = [] }) {
      if (!context.getFieldDef()?.extensions.comesByItem) return;
      const stream = directives.filter((directive) => directive.name.value === 'stream').map(print);
      selected.push({ within, key: (alias ?? name).value, stream: stream.join(' ') });
    },
    Document: {
      leave({ definitions }) {
        for (const operation of definitions) {
          if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
          const reached = new Set<ASTNode>([
            operation,
            ...context.getRecursivelyReferencedFragments(operation),
          ]);
          const streams = new Map<string, string>();
          const differing = selected.find(({ within, key, stream }) => {
            if (!reached.has(within)) return false;
            if (!streams.has(key)) streams.set(key, stream);
            return streams.get(key) !== stream;
          });
          if (differing === undefined) continue;
          const message = `The selections of ${differing.key} differ in \`@stream\`; use it in all of them, with the same arguments.`;
          context.reportError(new GraphQLError(message));
        }
      },
    },
  };
};

/** All types that occur in lists, and the types inside them. */
const typesInLists = memoize1((schema: GraphQLSchema): ReadonlySet<GraphQLNamedType> => {
  const found = new Set<GraphQLNamedType>();
  const add = (type: GraphQLNamedType) => {
    if (found.has(type)) return;
    found.add(type);
    if (isAbstractType(type)) schema.getPossibleTypes(type).forEach(add);
    for (const field of fieldsOf(type)) add(getNamedType(field.type));
  };
  for (const field of Object.values(schema.getTypeMap()).flatMap(fieldsOf)) {
    if (isListType(getNullableType(field.type)) && !field.extensions.comesByItem)
      add(getNamedType(field.type));
  }
  return found;
});

function fieldsOf(type: GraphQLNamedType): readonly GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}
