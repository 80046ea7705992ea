/** A title and lines of cells, the first line the headings where there are any. */
export interface Table {
  readonly title: string;
  readonly lines: readonly (readonly string[])[];
}

/** Prints it with its columns under each other, the first to the left and the others to the right. */
export function printTable({ title, lines }: Table): void {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const aligned = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line.map(aligned).join('  ')}`);
}

/** The middle value, or between the two middle ones; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** How many times one is the other. */
export function ratio(one: number, other: number): string {
  return other > 0 ? `${(one / other).toFixed(2)}x` : '-';
}
