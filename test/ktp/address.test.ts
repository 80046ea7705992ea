import { describe, expect, it } from 'vitest';
import { readRtRw } from '../../src/ktp/address.js';
import { cardOf } from './specimen.js';

describe('RT/RW', () => {
  it.each([
    ['011/002', '011', '002', true],
    [' 011 / 002 ', '011', '002', true],
    ['000/000', '000', '000', true],
    ['11/2', '011', '002', false],
    ['011002', '011', '002', false],
    ['0111002', '011', '002', false],
    ['011-002', '011', '002', false],
    ['011\\002', '011', '002', false],
    ['O11/OO2', '011', '002', false],
    ['0l1/00Z', '011', '002', false],
    ['RT 011 RW 002', '011', '002', false],
    ['RT. 1 / RW. 2', '001', '002', false],
    ['RT/RW : 011/002', '011', '002', false],
    ['-/-', null, null, false],
    ['001/-', '001', null, false],
  ])('%s is %s and %s', (text, rt, rw, regular) => {
    expect(readRtRw(text)).toEqual({ rt, rw, regular });
  });

  it.each(['', 'ABC', '1234567890', '011', '/', null])('%s is none', (text) => {
    expect(readRtRw(text)).toBeNull();
  });
});

describe('street', () => {
  it.each([
    ['JL. CONTOH NO. 1', 'JL. CONTOH NO. 1'],
    [': JL.  CONTOH\tNO. 1 ,', 'JL. CONTOH NO. 1'],
    ['Alamat : JL. CONTOH', 'JL. CONTOH'],
    ['ALAMAT JL. CONTOH', 'ALAMAT JL. CONTOH'],
    ['null', null],
    ['-', null],
  ])('%s is %s', (address, street) => {
    expect(cardOf({ address }).address.street).toBe(street);
  });

  it('gives up the RT/RW that was read into it', () => {
    expect(cardOf({ address: 'JL. CONTOH NO. 1 RT 003/RW 04' }).address).toMatchObject({
      street: 'JL. CONTOH NO. 1',
      rt: '003',
      rw: '004',
    });
    expect(cardOf({ address: 'JL. CONTOH RT.003 RW.004', rtrw: '011/002' }).address).toMatchObject({
      street: 'JL. CONTOH',
      rt: '011',
      rw: '002',
    });
  });
});
