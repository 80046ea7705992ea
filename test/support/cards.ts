import { readFileSync } from 'node:fs';
import type { Person } from '../../specimens/person.js';
import type { RawFields } from '../../src/ktp/raw.js';

const FOLDER = new URL('../fixtures/cards/', import.meta.url);

/** A specimen card of the fixtures: its picture, and what is printed on it. */
export function card(name: string): { picture: Buffer; printed: RawFields } {
  const picture = readFileSync(new URL(`${name}.jpg`, FOLDER));
  const { fields } = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
  return { picture, printed: fields };
}

/** A picture of the fixtures that shows no card. */
export function picture(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

/** Who is on a specimen card of the fixtures, to draw it again. */
export function person(name: string): Person {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}
