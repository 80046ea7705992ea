import { ENGINE_LIMITS } from '../image-limits.js';
import type { InEveryLanguage, Language } from '../language.js';
import type { ImageSizeReason } from './errors.js';

/** What a person with a card is told: what happened, without a full stop, and what to do, in whole sentences. */
export interface UserMessage {
  readonly title: string;
  readonly advice: string;
}

/** As much of an error as its words depend on, by the names that the schema gives them. */
export interface Failure {
  /** The member of `OcrKtpResult`. */
  readonly __typename?: string | undefined;
  /** Of `ImageInvalidSizeError`. */
  readonly reason?: string | null | undefined;
  /** Of `ImageInvalidFormatError`: a media type. */
  readonly detectedType?: string | null | undefined;
}

type Words = InEveryLanguage<UserMessage>;

/** By the member of the union, for those whose members say all. */
const OF_MEMBERS: Readonly<Record<string, Words>> = {
  OcrNoResultError: {
    EN: {
      title: 'No card could be read',
      advice: 'Take a picture of the front of the card, whole and sharp, in good light.',
    },
    ID: {
      title: 'Kartu tidak terbaca',
      advice: 'Foto bagian depan kartu secara utuh dan tajam di tempat yang terang.',
    },
  },
  ServiceBusyError: {
    EN: { title: 'The service is busy', advice: 'Your picture is fine. Try again in a moment.' },
    ID: {
      title: 'Layanan sedang sibuk',
      advice: 'Foto Anda tidak bermasalah. Coba lagi beberapa saat lagi.',
    },
  },
  QuotaExceededError: {
    EN: {
      title: 'The quota is used up',
      advice: 'No more cards can be read for now. Tell the operator of this server.',
    },
    ID: {
      title: 'Kuota sudah habis',
      advice: 'Untuk saat ini kartu tidak dapat dibaca. Beri tahu pengelola server ini.',
    },
  },
  InsufficientBalanceError: {
    EN: {
      title: 'The account balance is used up',
      advice: 'The operator of this server must top up the account that pays for readings.',
    },
    ID: {
      title: 'Saldo tidak cukup',
      advice: 'Pengelola server ini harus mengisi saldo akun layanan pembaca.',
    },
  },
  AccessDeniedError: {
    EN: {
      title: 'The reading service refuses this server',
      advice: 'The operator of this server must check the credentials. Your picture is fine.',
    },
    ID: {
      title: 'Server ini ditolak layanan pembaca',
      advice: 'Pengelolanya harus memeriksa akun layanan itu. Foto Anda tidak bermasalah.',
    },
  },
  InvalidParameterError: {
    EN: {
      title: 'The request was not accepted',
      advice: 'This is a fault of the program that sends pictures. Tell its makers.',
    },
    ID: {
      title: 'Permintaan tidak diterima',
      advice: 'Ini kesalahan program pengirim foto. Beri tahu pembuatnya.',
    },
  },
  UpstreamError: {
    EN: {
      title: 'The reading failed',
      advice: 'Try again. If it fails again, tell the operator the transaction number.',
    },
    ID: {
      title: 'Pembacaan gagal',
      advice: 'Coba lagi. Jika tetap gagal, sampaikan nomor transaksi kepada pengelola.',
    },
  },
};

const OF_SIZES: Readonly<Record<ImageSizeReason, Words>> = {
  TOO_MANY_BYTES: {
    EN: { title: 'The file is too large', advice: 'Send a smaller picture.' },
    ID: { title: 'Berkas terlalu besar', advice: 'Kirim foto yang lebih kecil.' },
  },
  SIDE_TOO_SHORT: {
    EN: {
      title: 'The picture is too small',
      advice: `Each side needs at least ${ENGINE_LIMITS.minSide} pixels. Take the picture from closer, and send it in its original size.`,
    },
    ID: {
      title: 'Foto terlalu kecil',
      advice: `Tiap sisi minimal ${ENGINE_LIMITS.minSide} piksel. Ambil foto dari jarak lebih dekat dan kirim dalam ukuran aslinya.`,
    },
  },
  SIDE_TOO_LONG: {
    EN: {
      title: 'The picture is too large',
      advice: 'A side has too many pixels. Crop the picture to the card.',
    },
    ID: {
      title: 'Foto terlalu besar',
      advice: 'Ukuran sisi foto terlalu panjang. Pangkas foto hingga hanya kartunya yang tersisa.',
    },
  },
};

const DAMAGED: Words = {
  EN: {
    title: 'This file is damaged',
    advice: 'Send the original again, or take the picture again.',
  },
  ID: { title: 'Berkas ini rusak', advice: 'Kirim ulang berkas aslinya, atau foto ulang.' },
};

const HEIC: Words = {
  EN: {
    title: 'This photo is in a format that cannot be read here (HEIC)',
    advice: 'Choose “Most Compatible” in the settings of the camera and take it again, or send it as a JPEG.',
  },
  ID: {
    title: 'Format foto ini (HEIC) tidak dapat dibaca di sini',
    advice: 'Pilih “Paling Kompatibel” di pengaturan kamera lalu foto ulang, atau kirim sebagai JPEG.',
  },
};

/** By what a file is, whatever it is called. */
const OF_TYPES: Readonly<Record<string, Words>> = {
  // Of these, only broken ones are refused.
  'image/jpeg': DAMAGED,
  'image/png': DAMAGED,
  'image/heic': HEIC,
  'image/heif': HEIC,
  'application/pdf': {
    EN: {
      title: 'This is a PDF, not a picture',
      advice: 'Take a photo of the card, or save the page as a JPEG.',
    },
    ID: {
      title: 'Ini berkas PDF, bukan foto',
      advice: 'Foto kartunya, atau simpan halaman itu sebagai JPEG.',
    },
  },
};

const OTHER_TYPE: Words = {
  EN: { title: 'This file cannot be read', advice: 'Send a photo of the card as a JPEG or PNG.' },
  ID: { title: 'Berkas ini tidak dapat dibaca', advice: 'Kirim foto kartu dalam bentuk JPEG atau PNG.' },
};

/** Of members that are newer than these words. */
const OTHER: Words = {
  EN: { title: 'The picture was not read', advice: 'Try again later.' },
  ID: { title: 'Foto tidak terbaca', advice: 'Coba lagi nanti.' },
};

/** What a person is told of a picture that was not read. Every member of the union has words, and those that come later. */
export function userMessage(failure: Failure, language: Language): UserMessage {
  return wordsOf(failure)[language];
}

/** The same in one text. */
export function userText({ title, advice }: UserMessage): string {
  return `${title}. ${advice}`;
}

function wordsOf({ __typename = '', reason, detectedType }: Failure): Words {
  if (__typename === 'ImageInvalidSizeError') return own(OF_SIZES, reason) ?? OF_SIZES.TOO_MANY_BYTES;
  if (__typename === 'ImageInvalidFormatError') return own(OF_TYPES, detectedType) ?? OTHER_TYPE;
  return own(OF_MEMBERS, __typename) ?? OTHER;
}

function own(table: Readonly<Record<string, Words>>, name: string | null | undefined): Words | undefined {
  return name != null && Object.hasOwn(table, name) ? table[name] : undefined;
}
