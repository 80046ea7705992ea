/** Digits of a NIK: `PPKKCC DDMMYY SSSS`. */
export const NIK_DIGITS = 16;
/** Where each part lies in the sixteen digits, from `from` up to, but not including, `to`. */
export const REGION = { from: 0, to: 6 } as const;
export const BIRTH = { from: 6, to: 12 } as const;
export const SERIAL = { from: 12, to: NIK_DIGITS } as const;
/** Added to a woman's day of birth (PP 40/2019). */
const WOMAN = 40;

/** The parts of a NIK, as numbers. */
export interface NikParts {
  /** Of the region of first registration: two digits each of province, regency and district. */
  readonly region: number;
  readonly birth: NikBirthday;
  readonly serial: number;
}

/** The birthday in a NIK. */
export interface NikBirthday {
  /** Day of the month, without the 40 of women. `isDay` says whether a month can have it. */
  readonly day: number;
  readonly month: number;
  /** The last two digits of the year. */
  readonly year: number;
  readonly woman: boolean;
}

const WHOLE = new RegExp(`^\\d{${NIK_DIGITS}}$`);

/** Whether a text is sixteen digits and nothing else. Their meaning is not checked. */
export function isNumber(text: string): boolean {
  return WHOLE.test(text);
}

/** The parts of sixteen digits; null for any other text. Their meaning is not checked. */
export function partsOf(number: string): NikParts | null {
  if (number.length !== NIK_DIGITS) return null;
  const region = digits(number, REGION.from, REGION.to);
  const birth = digits(number, BIRTH.from, BIRTH.to);
  const serial = digits(number, SERIAL.from, SERIAL.to);
  return region < 0 || birth < 0 || serial < 0 ? null : { region, birth: birthdayOf(birth), serial };
}

/** The birthday and gender in a NIK. @param digits `DDMMYY` as a number */
export function birthdayOf(digits: number): NikBirthday {
  const day = Math.floor(digits / 10_000);
  const woman = day > WOMAN;
  return {
    day: woman ? day - WOMAN : day,
    month: Math.floor(digits / 100) % 100,
    year: digits % 100,
    woman,
  };
}

/** Whether a month can have this day. The 40 of women must be taken off before. */
export function isDay(day: number): boolean {
  return day >= 1 && day <= 31;
}

/** The digits from one place to another as a number, or -1 where they are not all ASCII digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
