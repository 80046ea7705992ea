import { type GraphQLOutputType, getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { schema } from '../../src/graphql/schema.js';

const VARIABLES = { ocrKtp: '$image: Upload!', ocrKtpBatch: '$images: [Upload!]!' };
const ARGUMENTS = { ocrKtp: 'image: $image', ocrKtpBatch: 'images: $images' };

/** A document that selects every field that a reading can come to, each once; a region's successor no further than its name. */
export function everything(mutation: 'ocrKtp' | 'ocrKtpBatch'): string {
  const field = schema.getMutationType()?.getFields()[mutation];
  if (!field) throw new Error(`no mutation ${mutation}`);
  return `mutation (${VARIABLES[mutation]}) { ${mutation}(${ARGUMENTS[mutation]}) ${selection(field.type)} }`;
}

function selection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isUnionType(named)) {
    const [success, ...errors] = named.getTypes();
    // Fields of one name and different types must not meet in one answer.
    const members = [success, ...errors].map(
      (member) => member && `... on ${member.name} ${selection(member)}`,
    );
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const fields = Object.values(named.getFields()).map(({ name, type: inner }) =>
    name === 'successor' ? 'successor { name }' : `${name} ${selection(inner)}`,
  );
  return `{ ${fields.join(' ')} }`;
}
