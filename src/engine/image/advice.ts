import type { InEveryLanguage } from '../../language.js';
import type { QualityCode } from './quality.js';

/** What to tell the person who holds the camera, in Indonesian and English. */
export const ADVICE: Readonly<Record<QualityCode, InEveryLanguage>> = {
  DAMAGED: {
    ID: 'Berkas foto rusak atau tidak lengkap. Kirim ulang berkas aslinya, atau foto ulang.',
    EN: 'The file of the picture is damaged or incomplete. Send the original again, or take the picture again.',
  },
  BLURRED: {
    ID: 'Foto buram. Pegang kamera dengan stabil, tunggu sampai fokus, lalu foto ulang.',
    EN: 'The picture is blurred. Hold the camera still, wait until it is in focus, and take it again.',
  },
  TOO_DARK: {
    ID: 'Foto terlalu gelap. Foto ulang di tempat yang lebih terang.',
    EN: 'The picture is too dark. Take it again where there is more light.',
  },
  TOO_BRIGHT: {
    ID: 'Foto terlalu terang. Jauhkan kartu dari cahaya langsung, lalu foto ulang.',
    EN: 'The picture is too bright. Move the card out of direct light and take it again.',
  },
  LOW_CONTRAST: {
    ID: 'Tulisan pada kartu kurang jelas. Bersihkan lensa dan foto ulang dengan cahaya merata.',
    EN: 'The text on the card is hard to see. Clean the lens and take the picture again in even light.',
  },
  GLARE: {
    ID: 'Ada pantulan cahaya pada kartu. Matikan lampu kilat atau miringkan kartu, lalu foto ulang.',
    EN: 'The card reflects light. Turn the flash off or tilt the card, and take it again.',
  },
  SKEWED: {
    ID: 'Kartu miring. Luruskan kartu dengan tepi foto dan potret tegak lurus dari atas.',
    EN: 'The card is tilted. Line it up with the edges of the picture and hold the camera straight above it.',
  },
  TOO_SMALL: {
    ID: 'Kartu terlalu kecil dalam foto. Dekatkan kamera sampai kartu memenuhi foto.',
    EN: 'The card is too small in the picture. Move closer until it fills the frame.',
  },
  CARD_CUT_OFF: {
    ID: 'Sebagian kartu terpotong. Pastikan keempat sudut kartu terlihat.',
    EN: 'Part of the card is cut off. Make sure that all four corners can be seen.',
  },
  MIRRORED: {
    ID: 'Foto terbalik seperti di cermin. Gunakan kamera belakang, atau matikan mode cermin.',
    EN: 'The picture is mirrored. Use the back camera, or turn mirroring off.',
  },
  GRAYSCALE: {
    ID: 'Foto tidak berwarna. Kirim foto berwarna dari kartu asli, bukan fotokopi.',
    EN: 'The picture has no colour. Send a colour picture of the card itself, not of a photocopy.',
  },
  NOT_A_CARD: {
    ID: 'KTP tidak ditemukan dalam foto. Foto bagian depan KTP yang memuat NIK.',
    EN: 'No KTP was found in the picture. Take a picture of the front of the card, the side with the NIK.',
  },
};
