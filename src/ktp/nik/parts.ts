/** Digits of a NIK: `PPKKCC DDMMYY SSSS`. */
export const NIK_DIGITS = 16;
/** The place of each part in the digits. */
export const REGION = { from: 0, to: 6 } as const;
export const BIRTH = { from: 6, to: 12 } as const;
export const SERIAL = { from: 12, to: NIK_DIGITS } as const;
/** Added to a woman's day of birth (PP 40/2019). */
const WOMAN = 40;

export interface NikParts {
  /** Of the region of first registration: two digits each of province, regency and district. */
  readonly region: number;
  readonly birth: NikBirthday;
  readonly serial: number;
}

export interface NikBirthday {
  /** Of the month, as a calendar has it; what is none is told by `isDay`. */
  readonly day: number;
  readonly month: number;
  /** The last two digits. */
  readonly year: number;
  readonly woman: boolean;
}

const WHOLE = new RegExp(`^\\d{${NIK_DIGITS}}$`);

/** Whether a text is sixteen digits and nothing else. Whether they mean anything is not looked at. */
export function isNumber(text: string): boolean {
  return WHOLE.test(text);
}

/** The parts of sixteen digits; null for any other text. Whether they mean anything is not looked at. */
export function partsOf(number: string): NikParts | null {
  if (number.length !== NIK_DIGITS) return null;
  const region = digits(number, REGION.from, REGION.to);
  const birth = digits(number, BIRTH.from, BIRTH.to);
  const serial = digits(number, SERIAL.from, SERIAL.to);
  return region < 0 || birth < 0 || serial < 0 ? null : { region, birth: birthdayOf(birth), serial };
}

/** @param digits `DDMMYY` as a number */
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

/** Whether a month of the calendar can have the day, after 40 was taken off a woman's. */
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
