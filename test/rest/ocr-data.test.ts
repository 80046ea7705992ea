import { describe, expect, it } from 'vitest';
import { rawFields } from '../../src/ktp/raw.js';
import { ocrData } from '../../src/rest/ocr-data.js';

/** The part that the four examples of the document have in common, in its order. */
const COMMON = {
  idNumber: '33******02',
  name: 'R**A M**H A**H,',
  bloodType: 'O',
  religion: 'ISLAM',
  gender: 'PEREMPUAN',
};
const REST = {
  province: 'J**A T**H',
  city: 'K**A S**G',
  district: 'N**N',
  village: 'W**I',
  rtrw: '011/002',
  occupation: 'M**S R**H T**A',
  expiryDate: 'S**R H**P',
  nationality: 'WNI',
  maritalStatus: 'K**N',
  address: 'JL. G**G J**I T**R R**A',
};

describe('ocrData', () => {
  it.each([
    ['SE M**N, 01-06-1989', 'SE M**N', '1989/06/01'],
    ['LAKI-LAKI', 'null', 'null'],
    ['SE M**N, 01-0', 'SE M**N', 'null'],
    [null, 'null', 'null'],
  ])(
    "prints the document's example of %j as the document does",
    (birthPlaceBirthday, placeOfBirth, birthday) => {
      const printed = ocrData(rawFields({ ...COMMON, ...REST, birthPlaceBirthday }));
      expect(JSON.stringify(printed)).toBe(
        JSON.stringify({
          ...COMMON,
          birthPlaceBirthday: birthPlaceBirthday ?? 'null',
          ...REST,
          placeOfBirth,
          birthday,
        }),
      );
    },
  );

  it.each([
    ['JAKARTA 17-08-1945', 'JAKARTA', '1945/08/17'],
    ['TANJUNG PINANG, 17-08-1945', 'TANJUNG PINANG', '1945/08/17'],
    ['JAKARTA, 31-02-1990', 'JAKARTA', 'null'],
    ['JAKARTA', 'null', 'null'],
  ])('splits %s', (birthPlaceBirthday, placeOfBirth, birthday) => {
    expect(ocrData(rawFields({ birthPlaceBirthday }))).toMatchObject({ placeOfBirth, birthday });
  });

  it("keeps the upstream's own split, also where ours would be another", () => {
    const split = { placeOfBirth: 'SEMARANG KOTA', birthday: '1989/06/02' };
    const raw = rawFields({ birthPlaceBirthday: 'SEMARANG, 01-06-1989', ...split });
    expect(ocrData(raw)).toMatchObject(split);
  });

  it('writes every field that was not read as the text "null"', () => {
    expect(new Set(Object.values(ocrData(rawFields({}))))).toEqual(new Set(['null']));
  });
});
