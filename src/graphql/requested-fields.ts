import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { EVERYTHING, type Wanted } from '../engine/engine.js';
import { readTogether } from '../reading/selection.js';

/** The one member of its union that shows anything of a card. */
const SUCCESS = 'OcrKtpSuccess';

/** What must be read of a picture for what is selected of the field that `info` is about. */
export function requestedFields(info: GraphQLResolveInfo): ReadonlySet<Wanted> {
  return readTogether(neededBy(info.fieldNodes, info.returnType, info, false));
}

/** @param said whether a field around these has `needs`, so that a leaf without any needs nothing more */
function neededBy(
  nodes: readonly FieldNode[],
  type: GraphQLOutputType,
  info: GraphQLResolveInfo,
  said: boolean,
): readonly Wanted[] {
  const { schema, variableValues } = info;
  const named = getNamedType(type);
  const parent = isObjectType(named) ? named : (schema.getType(SUCCESS) as GraphQLObjectType);
  return [...subfields(parent, nodes, info)].flatMap(([, selections]) => {
    const [node] = selections as [FieldNode];
    const field = parent.getFields()[node.name.value];
    // `__typename` says nothing of a card: whether there is one is a need of the field around it.
    if (field === undefined) return [];
    const { needs } = field.extensions;
    const inside = namesInside(selections, field.type, info);
    const own =
      typeof needs === 'function'
        ? needs(getArgumentValues(field, node, variableValues), new Set(inside))
        : (needs ?? []);
    // A leaf of which nobody said what it needs may need anything.
    if (isLeafType(getNamedType(field.type))) return needs === undefined && !said ? [...EVERYTHING] : own;
    return [...own, ...neededBy(selections, field.type, info, said || needs !== undefined)];
  });
}

function namesInside(
  nodes: readonly FieldNode[],
  type: GraphQLOutputType,
  info: GraphQLResolveInfo,
): readonly string[] {
  const named = getNamedType(type);
  if (!isObjectType(named)) return [];
  return [...subfields(named, nodes, info)].map(([, selections]) => selections[0]?.name.value ?? '');
}

/** What is selected of a type, by its names in the answer: what comes with its first part, and what comes later. */
function subfields(parent: GraphQLObjectType, nodes: readonly FieldNode[], info: GraphQLResolveInfo) {
  const { fields, patches } = collectSubFields(info.schema, info.fragments, info.variableValues, parent, [
    ...nodes,
  ]);
  const all = new Map(fields);
  for (const deferred of patches) {
    for (const [name, selections] of deferred.fields)
      all.set(name, [...(all.get(name) ?? []), ...selections]);
  }
  return all;
}
