/** Names beyond these are counted only: a folder may hold thousands of other files. */
const MAX_NAMES = 20;

/** What is said of files that are passed over; null where there are none. */
export function passedOverLine(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length - MAX_NAMES;
  const named = names.slice(0, MAX_NAMES).map(printable).join(', ');
  return `${names.length} passed over: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A name may hold what breaks a line or steers a terminal. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, '?');
}
