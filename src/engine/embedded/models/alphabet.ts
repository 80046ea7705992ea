/** The reader's classes in order; class 0 is CTC's blank. */
export const ALPHABET: readonly string[] = [
  '',
  ...' ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;/-\'()&+"#@*_',
];
