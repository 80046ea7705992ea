import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isObjectType,
} from 'graphql';
import { EVERYTHING, type Wanted } from '../engine/engine.js';
import { type Parts, readTogether } from '../reading/selection.js';

/** The one member of its union that shows anything of a card. */
const SUCCESS = 'OcrKtpSuccess';

/** What must be read of a picture for what is selected of the field that `info` is about, whose parts need these. */
export function requestedFields(info: GraphQLResolveInfo, needs: Parts): ReadonlySet<Wanted> {
  return readTogether(neededBy(info.fieldNodes, info.returnType, needs, info));
}

function neededBy(
  nodes: readonly FieldNode[],
  type: GraphQLOutputType,
  needs: Parts,
  info: GraphQLResolveInfo,
): readonly Wanted[] {
  const { schema, fragments, variableValues } = info;
  const named = getNamedType(type);
  const parent = isObjectType(named) ? named : (schema.getType(SUCCESS) as GraphQLObjectType);
  const { fields } = collectSubFields(schema, fragments, variableValues, parent, [...nodes]);
  return [...fields.values()].flatMap((selections) => {
    const [node] = selections as [FieldNode];
    const part = needs[node.name.value];
    if (isList(part)) return part;
    const field = parent.getFields()[node.name.value];
    // What nobody said the needs of may need anything.
    if (part === undefined || field === undefined) return [...EVERYTHING];
    const parts = typeof part === 'function' ? part(getArgumentValues(field, node, variableValues)) : part;
    return neededBy(selections, field.type, parts, info);
  });
}

function isList(part: Parts[string] | undefined): part is readonly Wanted[] {
  return Array.isArray(part);
}
