import { isNumber } from '../../../ktp/nik/parts.js';
import type { Layout } from './layout.js';

/** Rows of a card that must be seen besides a NIK, the header counted as one, and where no NIK was seen. */
const ENOUGH_WITH_NIK = 3;
const ENOUGH = 6;

/** Other cards have a name and an address too; only a KTP has a NIK under its province, and so many of its rows in its order. */
export function isCard({ fields, witnessed }: Layout): boolean {
  const nik = isNumber(fields.NIK?.text ?? '') && witnessed.has('NIK');
  const header = fields.PROVINCE === undefined ? 0 : 1;
  const others = witnessed.size - (witnessed.has('NIK') ? 1 : 0) + header;
  return (
    others >= (nik ? ENOUGH_WITH_NIK : ENOUGH) || (nik && header === 1 && isRegency(fields.REGENCY?.text))
  );
}

/** Whether a text begins as the name of a regency does, with its kind. */
export function isRegency(text = ''): boolean {
  return /^(KAB|KOTA)/.test(text);
}
