import { Kind, parse } from 'graphql';

function operationsOf(query) {
  return parse(query).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
}

/** The variables of type Upload that an operation declares, and whether they take a list. */
function uploadVariables({ variableDefinitions = [] }) {
  return variableDefinitions.flatMap(({ variable, type }) => {
    const { name, list } = unwrapped(type);
    return name === 'Upload' ? [{ name: variable.name.value, list }] : [];
  });
}

function unwrapped(type, list = false) {
  if (type.kind === Kind.NAMED_TYPE) return { name: type.name.value, list };
  return unwrapped(type.type, list || type.kind === Kind.LIST_TYPE);
}

/** The body of a request: JSON, or a multipart form where the operation takes pictures. */
export function bodyOf({ query, variables, operationName: named }, files) {
  const operations = operationsOf(query);
  // Right after a change of tabs GraphiQL still names the operation of the other one.
  const operation = operations.find(({ name }) => name?.value === named) ?? operations[0];
  const operationName = operation?.name?.value;
  const uploads = operation ? uploadVariables(operation) : [];
  if (uploads.length === 0) return JSON.stringify({ query, variables, operationName });
  if (files.length === 0)
    throw new Error('Pick a picture first, above: this operation has a variable of type Upload.');
  const map = {};
  const filled = { ...variables };
  let next = 0;
  for (const { name, list } of uploads) {
    const taken = list ? files.map((_, index) => index) : [next++];
    filled[name] = list ? taken.map(() => null) : null;
    for (const [index, file] of taken.entries()) {
      if (!files[file]) throw new Error(`Pick ${uploads.length} pictures: $${name} has none.`);
      map[file] = [list ? `variables.${name}.${index}` : `variables.${name}`];
    }
  }
  const form = new FormData();
  form.set('operations', JSON.stringify({ query, variables: filled, operationName }));
  form.set('map', JSON.stringify(map));
  for (const file of Object.keys(map)) form.set(file, files[file]);
  return form;
}
