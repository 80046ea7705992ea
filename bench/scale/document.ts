import { readFileSync, writeFileSync } from 'node:fs';
import type { Table } from '../support/table.js';
import type { Figures } from './figures.js';
import { provenanceOf } from './provenance.js';
import { TABLE_NAMES, tableOf } from './tables.js';

const FILE = new URL('../../docs/scaling.md', import.meta.url);
const PROVENANCE = 'provenance';
/** What stands between two marks is written by the bench. */
const BLOCK = /(<!-- bench:scale (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

export function loadDocument(): string {
  return readFileSync(FILE, 'utf8');
}

/**
 * The document with all of its tables as the figures have them.
 * @throws Error where it lacks one, or asks for one there is not
 */
export function withTables(document: string, figures: Figures): string {
  const left = new Set<string>([...TABLE_NAMES, PROVENANCE]);
  const filled = document.replace(BLOCK, (_, begin: string, name: string, end: string) => {
    if (!left.delete(name))
      throw new Error(`docs/scaling.md has the table ${name} twice, or there is none of that name.`);
    if (name === PROVENANCE) return `${begin}\n${provenanceOf(figures)}\n\n${end}`;
    return `${begin}${markdown(tableOf(name as (typeof TABLE_NAMES)[number], figures))}${end}`;
  });
  if (left.size > 0) throw new Error(`docs/scaling.md lacks ${[...left].join(', ')}.`);
  return filled;
}

export function saveDocument(figures: Figures): void {
  writeFileSync(FILE, withTables(loadDocument(), figures));
}

function markdown({ title, lines }: Table): string {
  const [head = [], ...rows] = lines.map((cells) => `| ${cells.join(' | ')} |`);
  const rule = `|---|${'---:|'.repeat((lines[0]?.length ?? 1) - 1)}`;
  return `\n**${title}**\n\n${[head, rule, ...rows].join('\n')}\n\n`;
}
