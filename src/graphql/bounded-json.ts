/** Members of all objects together. `JSON.parse` needs far more memory for a member than its text has bytes. */
export const MAX_MEMBERS = 25_000;
/** Nesting of objects and lists. Valid requests have less than ten levels. */
export const MAX_DEPTH = 2_000;

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Says why a JSON text must not be parsed, or null. It only counts characters, so it costs less than parsing.
 * @param json UTF-8; it need not be valid JSON
 */
export function faultInSize(json: Uint8Array): string | null {
  let [depth, members, within] = [0, 0, false];
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i] as number;
    if (within) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) within = false;
    } else if (byte === QUOTE) within = true;
    else if (byte === COLON) {
      members += 1;
      if (members > MAX_MEMBERS) return `The JSON has more than ${MAX_MEMBERS} members in its objects.`;
    } else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > MAX_DEPTH) return `The JSON is more than ${MAX_DEPTH} objects and lists deep.`;
    } else if (CLOSING.has(byte)) depth -= 1;
  }
  return null;
}
