import type { Upload } from './upload.js';

/** Where in the variables a file belongs: names and indexes from the outermost to the last. */
export type VariablePath = readonly string[];

/**
 * The `map` of a GraphQL multipart request: by the name of each file, where it belongs. Stricter than the specification in one point,
 * one variable per file: a path must lead by own properties (`variables.hasOwnProperty.call` would otherwise reach into every object
 * of the process) and end at a null that waits for a file.
 * @param operations the `operations` part, and `map` the `map` part, parsed; undefined where they are no JSON
 * @returns what is wrong with it, where something is
 */
export function pathsOf(
  operations: unknown,
  map: unknown,
  maxFiles: number,
): ReadonlyMap<string, VariablePath> | string {
  if (!isObject(operations)) return "The 'operations' part is not a JSON object.";
  if (!isObject(map)) return "The 'map' part is not a JSON object.";
  const files = Object.entries(map);
  if (files.length > maxFiles) return `${files.length} files are mapped; at most ${maxFiles} are allowed.`;
  const paths = new Map<string, VariablePath>();
  const taken = new Set<string>();
  for (const [name, all] of files) {
    const path = onlyPath(all);
    if (path === null) return 'Each file must be mapped to a list of exactly one path.';
    if (taken.has(path) || !waitsForFile(operations, path.split('.'))) {
      return 'A file is mapped to a path that is not a null variable of its own.';
    }
    taken.add(path);
    paths.set(name, path.split('.'));
  }
  return paths;
}

/** Puts what stands for a file where it belongs. */
export function place(upload: Upload, path: VariablePath, operations: unknown): void {
  const holder = path.slice(0, -1).reduce((node, key) => (node as Node)[key], operations) as Node;
  holder[path.at(-1) as string] = upload;
}

type Node = Record<string, unknown>;

function onlyPath(paths: unknown): string | null {
  if (!Array.isArray(paths) || paths.length !== 1) return null;
  return typeof paths[0] === 'string' ? paths[0] : null;
}

function waitsForFile(operations: object, keys: VariablePath): boolean {
  if (keys[0] !== 'variables') return false;
  let node: unknown = operations;
  for (const key of keys) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Node)[key];
  }
  return node === null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
