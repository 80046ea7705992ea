/** Names that are listed. More are only counted: a folder may have thousands of other files. */
const MAX_NAMES = 20;

/** The line about files that were not read; null if there are none. */
export function passedOverLine(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length - MAX_NAMES;
  const named = names.slice(0, MAX_NAMES).map(printable).join(', ');
  return `${names.length} passed over: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A name without characters that break a line or control a terminal. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, '?');
}
