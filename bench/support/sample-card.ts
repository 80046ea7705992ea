import type { RawFields } from '../../src/ktp/raw.js';

/** An invented card on which everything fits. */
export const SAMPLE_CARD: Partial<RawFields> = {
  idNumber: '3374011708450001',
  name: 'CONTOH SPESIMEN',
  birthPlaceBirthday: 'BANDUNG, 17-08-1945',
  gender: 'LAKI-LAKI',
  bloodType: 'O',
  address: 'JL. CONTOH NO. 1',
  rtrw: '011/002',
  village: 'MIROTO',
  district: 'SEMARANG TENGAH',
  city: 'KOTA SEMARANG',
  province: 'PROVINSI JAWA TENGAH',
  religion: 'ISLAM',
  maritalStatus: 'KAWIN',
  occupation: 'KARYAWAN SWASTA',
  nationality: 'WNI',
  expiryDate: 'SEUMUR HIDUP',
};
