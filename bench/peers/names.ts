/** Whom cards are given to: our embedded engine, and those it is compared with. */
export const READERS = {
  ours: 'KTP Gateway, embedded engine',
  tesseract: 'Tesseract of the system, ind',
  'tesseract.js': 'tesseract.js 7.0.0, ind',
  gutenye: '@gutenye/ocr-node 1.4.8',
  purejs: 'multilingual-purejs-ocr 1.0.1',
  esearch: 'esearch-ocr 8.5.2',
} as const;

export type ReaderName = keyof typeof READERS;
export type PeerName = Exclude<ReaderName, 'ours'>;

export const PEERS = Object.keys(READERS).filter((name) => name !== 'ours') as PeerName[];

/** Those of npm that run PP-OCR's networks. */
export const PP_OCR_PEERS: readonly ReaderName[] = ['gutenye', 'purejs', 'esearch'];
