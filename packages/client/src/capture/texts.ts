import type { QualityCode } from '../../../../src/engine/image/quality.js';
import type { Hider } from '../../../../src/ktp/sight.js';
import type { InEveryLanguage } from '../../../../src/language.js';
import type { MissingReason } from '../../../browser/src/join/joiner.js';

/** What the element says by itself; what an error means is in `words.ts`. */
export interface Texts {
  readonly title: string;
  readonly useCamera: string;
  readonly choose: string;
  readonly orDrop: string;
  readonly viewfinder: string;
  readonly take: string;
  readonly torch: string;
  readonly close: string;
  readonly cancel: string;
  readonly again: string;
  readonly noCamera: string;
  readonly cameraLost: string;
  readonly starting: string;
  readonly holdStill: string;
  readonly preparing: string;
  readonly reading: string;
  readonly sending: (percent: number | null) => string;
  readonly waiting: (seconds: number) => string;
  readonly which: (index: number, count: number) => string;
  readonly taken: string;
  readonly read: string;
  readonly summary: (read: number, count: number) => string;
  readonly loading: string;
  readonly readingLive: string;
  readonly soFar: (read: number, count: number) => string;
  readonly use: string;
  readonly readPartly: (missing: number) => string;
  /** What keeps fields from being read, and which. */
  readonly lacks: Readonly<Record<Lack, (fields: string) => string>>;
  /** Told while the camera runs, so a few words each. */
  readonly live: Readonly<Record<LiveHint, string>>;
}

/** What keeps a field from being read: what hides it, or how it was read. */
export type Lack = Hider | Exclude<MissingReason, 'HIDDEN'>;

/** In the order in which they are told: where the card is comes before how it looks. */
export const LIVE_HINTS = [
  'NOT_A_CARD',
  // Before the others: a card that is held askew reaches further.
  'SKEWED',
  'CARD_CUT_OFF',
  'TOO_SMALL',
  'TOO_DARK',
  'TOO_BRIGHT',
  'GLARE',
  'BLURRED',
  'LOW_CONTRAST',
] as const satisfies readonly QualityCode[];
export type LiveHint = (typeof LIVE_HINTS)[number];

export const TEXTS: InEveryLanguage<Texts> = {
  EN: {
    title: 'Photo of the KTP',
    useCamera: 'Use the camera',
    choose: 'Choose a picture',
    orDrop: 'or drop or paste one here',
    viewfinder: 'What the camera sees',
    take: 'Take the picture',
    torch: 'Light',
    close: 'Close the camera',
    cancel: 'Cancel',
    again: 'Try again',
    noCamera: 'The camera cannot be used. Allow it in the browser, or choose a picture.',
    cameraLost: 'The camera has stopped. Open it again, or choose a picture.',
    starting: 'The camera is starting …',
    holdStill: 'Hold still …',
    preparing: 'Preparing the picture …',
    reading: 'Reading the card …',
    sending: (percent) => (percent === null ? 'Sending the picture …' : `Sending the picture: ${percent}%`),
    waiting: (seconds) => `The service is busy. Trying again in ${seconds} s …`,
    which: (index, count) => `${index} of ${count}`,
    taken: 'The picture was taken.',
    read: 'The card was read.',
    summary: (read, count) => `${read} of ${count} pictures were read.`,
    loading: 'Loading the reader …',
    readingLive: 'Reading: hold still …',
    soFar: (read, count) => `${read} of ${count} fields read.`,
    use: 'Use what was read',
    readPartly: (missing) =>
      `The card was read, except ${missing === 1 ? 'one field. Compare it' : `${missing} fields. Compare them`} with the card.`,
    lacks: {
      GLARE: (fields) => `Glare on: ${fields}.`,
      SHADOW: (fields) => `In the shadow: ${fields}.`,
      OBJECT: (fields) => `Covered: ${fields}.`,
      EDGE: (fields) => `Not in the picture: ${fields}.`,
      UNREAD: (fields) => `Not read yet: ${fields}.`,
      UNSURE: (fields) => `Not sure yet: ${fields}.`,
      CONFLICT: (fields) => `Read in two ways: ${fields}.`,
    },
    live: {
      NOT_A_CARD: 'Place the card in the frame',
      CARD_CUT_OFF: 'Move a little away',
      TOO_SMALL: 'Move closer',
      SKEWED: 'Hold the card straight',
      TOO_DARK: 'It is too dark',
      TOO_BRIGHT: 'It is too bright',
      GLARE: 'Light is reflected: tilt the card a little',
      BLURRED: 'Not sharp yet: hold still',
      LOW_CONTRAST: 'Hazy: wipe the lens',
    },
  },
  ID: {
    title: 'Foto KTP',
    useCamera: 'Gunakan kamera',
    choose: 'Pilih foto',
    orDrop: 'atau seret atau tempel foto ke sini',
    viewfinder: 'Yang terlihat oleh kamera',
    take: 'Ambil foto',
    torch: 'Lampu',
    close: 'Tutup kamera',
    cancel: 'Batal',
    again: 'Coba lagi',
    noCamera: 'Kamera tidak dapat digunakan. Izinkan di peramban, atau pilih foto.',
    cameraLost: 'Kamera berhenti. Buka lagi, atau pilih foto.',
    starting: 'Kamera sedang dinyalakan …',
    holdStill: 'Tahan …',
    preparing: 'Menyiapkan foto …',
    reading: 'Membaca kartu …',
    sending: (percent) => (percent === null ? 'Mengirim foto …' : `Mengirim foto: ${percent}%`),
    waiting: (seconds) => `Layanan sedang sibuk. Dicoba lagi dalam ${seconds} detik …`,
    which: (index, count) => `${index} dari ${count}`,
    taken: 'Foto sudah diambil.',
    read: 'Kartu terbaca.',
    summary: (read, count) => `${read} dari ${count} foto terbaca.`,
    loading: 'Memuat pembaca …',
    readingLive: 'Membaca: tahan …',
    soFar: (read, count) => `${read} dari ${count} kolom terbaca.`,
    use: 'Pakai yang sudah terbaca',
    readPartly: (missing) => `Kartu terbaca, kecuali ${missing} kolom. Cocokkan dengan kartu.`,
    lacks: {
      GLARE: (fields) => `Terkena pantulan: ${fields}.`,
      SHADOW: (fields) => `Terkena bayangan: ${fields}.`,
      OBJECT: (fields) => `Tertutup: ${fields}.`,
      EDGE: (fields) => `Di luar gambar: ${fields}.`,
      UNREAD: (fields) => `Belum terbaca: ${fields}.`,
      UNSURE: (fields) => `Belum pasti: ${fields}.`,
      CONFLICT: (fields) => `Terbaca berbeda-beda: ${fields}.`,
    },
    live: {
      NOT_A_CARD: 'Letakkan KTP di dalam bingkai',
      CARD_CUT_OFF: 'Jauhkan sedikit',
      TOO_SMALL: 'Dekatkan kamera',
      SKEWED: 'Luruskan kartu',
      TOO_DARK: 'Terlalu gelap',
      TOO_BRIGHT: 'Terlalu terang',
      GLARE: 'Ada pantulan cahaya: miringkan sedikit kartunya',
      BLURRED: 'Belum tajam: tahan kamera',
      LOW_CONTRAST: 'Kurang jelas: bersihkan lensa',
    },
  },
};
