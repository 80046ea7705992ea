import type { FieldName } from './field.js';

/** What people call a field: as the card prints it, and in English. */
const LABELS: Readonly<Record<FieldName, { readonly EN: string; readonly ID: string }>> = {
  PROVINCE: { EN: 'province', ID: 'provinsi' },
  REGENCY: { EN: 'regency or city', ID: 'kabupaten/kota' },
  NIK: { EN: 'NIK', ID: 'NIK' },
  NAME: { EN: 'name', ID: 'nama' },
  BIRTH_PLACE: { EN: 'place of birth', ID: 'tempat lahir' },
  BIRTH_DATE: { EN: 'date of birth', ID: 'tanggal lahir' },
  GENDER: { EN: 'gender', ID: 'jenis kelamin' },
  BLOOD_TYPE: { EN: 'blood type', ID: 'golongan darah' },
  STREET: { EN: 'street', ID: 'alamat' },
  RT_RW: { EN: 'RT/RW', ID: 'RT/RW' },
  VILLAGE: { EN: 'village', ID: 'kelurahan/desa' },
  DISTRICT: { EN: 'district', ID: 'kecamatan' },
  RELIGION: { EN: 'religion', ID: 'agama' },
  MARITAL_STATUS: { EN: 'marital status', ID: 'status perkawinan' },
  OCCUPATION: { EN: 'occupation', ID: 'pekerjaan' },
  CITIZENSHIP: { EN: 'citizenship', ID: 'kewarganegaraan' },
  VALID_UNTIL: { EN: 'validity', ID: 'masa berlaku' },
  ISSUE_PLACE: { EN: 'place of issue', ID: 'tempat terbit' },
  ISSUE_DATE: { EN: 'date of issue', ID: 'tanggal terbit' },
};

export function titlesOf(fields: readonly FieldName[]): { readonly EN: string; readonly ID: string } {
  return {
    EN: fields.map((field) => LABELS[field].EN).join(', '),
    ID: fields.map((field) => LABELS[field].ID).join(', '),
  };
}
