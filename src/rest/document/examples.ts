import { rawFields } from '../../ktp/raw.js';
import { ocrData } from '../ocr-data.js';
import type { IssuedToken } from '../token-issuer.js';

export const EXAMPLE_ID = 'e8c32f82108cc4c7';

export const TOKEN_EXAMPLE: IssuedToken = {
  token: 'eyJhbGciOiJIUzUxMiJ9.c2FtcGxl.c2lnbmF0dXJl',
  expiredTime: 1_665_993_642_952,
};

/** An invented card, one field of it not read. */
export const CARD_EXAMPLE = ocrData(
  rawFields({
    idNumber: '3505135409780016',
    name: 'HESTI',
    religion: 'ISLAM',
    gender: 'PEREMPUAN',
    birthPlaceBirthday: 'TANGERANG, 14-09-1978',
    province: 'JAWA TIMUR',
    city: 'KABUPATEN BLITAR',
    district: 'PANGGUNGREJO',
    village: 'BALEREJO',
    rtrw: '004/018',
    occupation: 'PERDAGANGAN',
    expiryDate: 'SEUMUR HIDUP',
    nationality: 'WNI',
    maritalStatus: 'KAWIN',
    address: 'KOMP. GAJAH INDAH BLOK F217 NO.3/C',
  }),
);
