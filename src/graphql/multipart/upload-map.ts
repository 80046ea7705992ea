import { faultInSize } from '../bounded-json.js';

/**
 * What is wrong with the `map` of a GraphQL multipart request, or null. Stricter than the specification in one point,
 * one variable per file, and than the library in two: a path must lead by own properties (`variables.hasOwnProperty.call`
 * would otherwise reach into every object of the process) and end at a null that waits for a file.
 * @param operations the `operations` part as sent
 * @param map the `map` part as sent
 */
export function faultInMap(operations: string, map: string, maxFiles: number): string | null {
  const size = faultInSize(Buffer.from(map));
  if (size !== null) return size;
  const [tree, entries] = [parsed(operations), parsed(map)];
  if (!isObject(tree)) return "The 'operations' part is not a JSON object.";
  if (!isObject(entries)) return "The 'map' part is not a JSON object.";
  const files = Object.entries(entries);
  if (files.length > maxFiles) return `${files.length} files are mapped; at most ${maxFiles} are allowed.`;
  const taken = new Set<string>();
  for (const [, paths] of files) {
    const path = onlyPath(paths);
    if (path === null) return 'Each file must be mapped to a list of exactly one path.';
    if (taken.has(path) || !waitsForFile(tree, path)) {
      return 'A file is mapped to a path that is not a null variable of its own.';
    }
    taken.add(path);
  }
  return null;
}

function onlyPath(paths: unknown): string | null {
  if (!Array.isArray(paths) || paths.length !== 1) return null;
  return typeof paths[0] === 'string' ? paths[0] : null;
}

function waitsForFile(tree: object, path: string): boolean {
  const keys = path.split('.');
  if (keys[0] !== 'variables') return false;
  let node: unknown = tree;
  for (const key of keys) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Record<string, unknown>)[key];
  }
  return node === null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
