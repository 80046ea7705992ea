import { readNik } from '../../../dist/ktp/nik/nik.js';
import { todayInJakarta } from '../../../dist/reading/clock.js';
import { loadRegions } from '../../../dist/regions/store.js';

const regions = loadRegions();

/** The gateway's own reading of numbers: what is compared is how it is asked for. */
export const checkNik = (nik) => readNik(nik, { regions, today: todayInJakarta() });
