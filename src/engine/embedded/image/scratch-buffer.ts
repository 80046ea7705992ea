type TypedArray = Uint8Array | Int32Array;

/**
 * Memory for arrays of which only the last is in use: a new array of a picture's size costs as much as drawing into it.
 * What it holds is left from before. A reader's thread has a module, and thereby such memory, of its own.
 */
export function scratchBuffer<Array extends TypedArray>(
  kind: new (buffer: ArrayBuffer, offset: number, length: number) => Array,
): (length: number) => Array {
  let memory = new ArrayBuffer(0);
  return (length) => {
    const bytes = length * Int32Array.BYTES_PER_ELEMENT;
    if (memory.byteLength < bytes) memory = new ArrayBuffer(bytes);
    return new kind(memory, 0, length);
  };
}
