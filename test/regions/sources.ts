import { readFileSync } from 'node:fs';

/** The rows of one of the lists that data/regions.bin was made from. */
export function sourceRows(name: string): Readonly<Record<string, string>>[] {
  const file = new URL(`../../data/sources/${name}.tsv`, import.meta.url);
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

export function undotted(code = ''): string {
  return code.replaceAll('.', '');
}
