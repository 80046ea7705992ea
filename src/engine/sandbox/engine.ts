import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rawFields } from '../../ktp/raw.js';
import type { Engine, Reading } from '../engine.js';
import type { CardImage } from '../image/probe.js';
import type { ImageQuality, QualityCode } from '../image/quality.js';
import { SANDBOX_CASES, type SandboxCase } from './cases.js';

const FOLDER = new URL('../../../web/sandbox/', import.meta.url);

/** The names of the sandbox's pictures, files `<name>.jpg` of `web/sandbox`. */
export const SANDBOX_NAMES: readonly string[] = Object.keys(SANDBOX_CASES);

/** The card that every hint comes with. */
const READING: Omit<Reading, 'engine' | 'damaged' | 'quality'> = {
  pricing: 'FREE',
  transactionId: null,
  raw: rawFields({
    idNumber: '3374015708450001',
    name: 'SITI SPECIMEN',
    bloodType: 'O',
    religion: 'ISLAM',
    gender: 'PEREMPUAN',
    birthPlaceBirthday: 'SEMARANG, 17-08-1945',
    placeOfBirth: 'SEMARANG',
    birthday: '1945/08/17',
    province: 'JAWA TENGAH',
    city: 'KOTA SEMARANG',
    district: 'SEMARANG TENGAH',
    village: 'MIROTO',
    rtrw: '011/002',
    address: 'JL. CONTOH NO. 5',
    occupation: 'MENGURUS RUMAH TANGGA',
    expiryDate: 'SEUMUR HIDUP',
    nationality: 'WNI',
    maritalStatus: 'KAWIN',
  }),
  issue: null,
  evidence: {},
  nikRunnerUp: null,
};

/** A picture of the sandbox, as bytes. */
export function sandboxPicture(name: string): Buffer {
  return readFileSync(new URL(`${name}.jpg`, FOLDER));
}

/** The results of the sandbox's pictures, by their SHA-256. */
export function loadSandbox(): ReadonlyMap<string, SandboxCase> {
  return new Map(
    Object.entries(SANDBOX_CASES).map(([name, outcome]) => [sha256(sandboxPicture(name)), outcome]),
  );
}

/** The engine; but a picture of the sandbox always has the same result, and never reaches the engine. */
export function withSandbox(engine: Engine, sandbox: ReadonlyMap<string, SandboxCase>): Engine {
  return {
    name: engine.name,
    ranks: engine.ranks === true,
    ready: () => engine.ready(),
    state: () => engine.state(),
    close: () => engine.close(),
    read: async (image, wanted, signal, caller, urgency) => {
      const outcome = sandbox.get(sha256(image.bytes));
      if (outcome === undefined) return engine.read(image, wanted, signal, caller, urgency);
      const quality = (hints: readonly QualityCode[]) => qualityOf(image, hints);
      if ('error' in outcome) throw outcome.error(quality);
      const damaged = outcome.hints.includes('DAMAGED');
      return { ...READING, engine: engine.name, damaged, quality: quality(outcome.hints) };
    },
  };
}

/** Measures of a picture that nothing is wrong with but what the hints say. */
function qualityOf({ sent, ...image }: CardImage, hints: readonly QualityCode[]): ImageQuality {
  const { width, height, mimeType, bytes } = sent ?? { ...image, bytes: image.bytes.length };
  const has = (code: QualityCode, bad: number, good: number) => (hints.includes(code) ? bad : good);
  return {
    width,
    height,
    bytes,
    mimeType,
    sharpness: has('BLURRED', 0.2, 0.9),
    brightness: hints.includes('TOO_DARK') ? 0.15 : has('TOO_BRIGHT', 0.99, 0.7),
    contrast: has('LOW_CONTRAST', 0.15, 0.7),
    glare: has('GLARE', 0.1, 0),
    skewDegrees: hints.includes('NOT_A_CARD') ? null : has('SKEWED', 24, 0),
    colour: has('GRAYSCALE', 0.01, 0.2),
    cardWidth: hints.includes('NOT_A_CARD') ? null : has('TOO_SMALL', 300, 900),
    hints,
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
