/** Names of members in all objects together: to make an object of them costs far more than to read them. */
export const MAX_MEMBERS = 25_000;
/** Objects and lists within each other; everything that is asked for is under ten deep. */
export const MAX_DEPTH = 2_000;

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Why a JSON text is not worth parsing, or null. It counts signs and makes nothing of them, so it costs less than what it guards.
 * @param json UTF-8, whether or not it is JSON
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
