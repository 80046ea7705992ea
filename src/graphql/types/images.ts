import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import { CUT_FORMATS, type CutFormat, type CutImage } from '../../engine/cutting/message.js';
import { OcrKtpError } from '../../engine/errors.js';
import type { Picture } from '../../engine/image/probe.js';
import { cutImages, type ImageWish, placeOf } from '../../reading/card-images.js';
import type { CardReading } from '../../reading/read-card.js';
import { badInput } from '../arguments.js';
import { builder } from '../builder.js';
import type { Context } from '../context.js';
import { needs } from '../needs.js';
import { costOfImage } from '../use-complexity-limit.js';
import { FieldNameEnum } from './enums.js';

/** Cuts what is selected of one picture together, so that it is decoded once. */
type Images = DataLoader<ImageWish, Shown | null>;

interface Shown extends CutImage {
  readonly format: CutFormat;
}

/** Bounds of `maxWidth`, in pixels, and of `quality`. */
export const WIDTHS = { least: 64, most: 2000 } as const;
export const QUALITIES = { least: 1, most: 100 } as const;
/** Default widths, in pixels, of a card that fills a telephone's screen and of a part beside a form; default quality, 1 to 100. */
const CARD_WIDTH = 1000;
const PART_WIDTH = 400;
const QUALITY = 80;

/** A picture needs nothing more than the card's place, but its arguments are checked before the reading. */
const SIZE_NEEDS = needs((args) => {
  checked(args as unknown as SizeArgs);
  return [];
});

/** The pictures of a card that was read; null where the engine does not know where it lies. */
export function imagesOf(picture: Picture, read: CardReading, context: Context): Images | null {
  if (placeOf(read.reading) === null) return null;
  const { signal, caller, services } = context;
  const cut = async (wishes: readonly ImageWish[]) => {
    const images = await cutImages(picture, read, wishes, { signal, caller }, services);
    return wishes.map(({ format }, n) => {
      const image = images?.[n];
      return image === undefined ? null : { ...image, format };
    });
  };
  return new DataLoader((wishes) => cut(wishes).catch(tell), { cache: false });
}

/** Turns an error of cutting into a GraphQL error of this field: the reading itself stays. */
function tell(error: unknown): never {
  if (!(error instanceof OcrKtpError)) throw error;
  const { code, retryable } = error;
  throw new GraphQLError(error.message, { extensions: { code, retryable } });
}

const FormatEnum = builder.enumType('KtpImageFormat', { values: CUT_FORMATS });

const ImageRef = builder.objectRef<Shown>('KtpImage').implement({
  description:
    'A picture in the answer itself. It is kept nowhere, and holds nothing that the sent file said beside its pixels.',
  fields: (t) => ({
    dataUrl: t.string({
      description: 'The picture as a `data:` URL (RFC 2397), in base64.',
      resolve: ({ bytes, format }) =>
        `data:image/${format.toLowerCase()};base64,${Buffer.from(bytes).toString('base64')}`,
    }),
    width: t.exposeInt('width', { description: 'Pixels.' }),
    height: t.exposeInt('height', { description: 'Pixels.' }),
  }),
});

interface SizeArgs {
  readonly maxWidth: number;
  readonly format: CutFormat;
  readonly quality: number;
}

/** @throws GraphQLError (BAD_USER_INPUT), before anything is read */
function checked({ maxWidth, quality }: Pick<SizeArgs, 'maxWidth' | 'quality'>): void {
  checkRange('maxWidth', maxWidth, WIDTHS);
  checkRange('quality', quality, QUALITIES);
}

function checkRange(name: string, value: number, { least, most }: typeof WIDTHS | typeof QUALITIES): void {
  if (value >= least && value <= most) return;
  throw badInput(`\`${name}\` is too ${value < least ? 'small' : 'large'}; ${least} to ${most} are allowed.`);
}

export const ImagesRef = builder.objectRef<Images>('KtpImages').implement({
  description:
    'Pictures cut from the one that was sent, straightened and the right way up, never larger than it shows them. Only those that are selected are made.',
  fields: (t) => {
    const sizeArgs = (width: number) => ({
      maxWidth: t.arg.int({
        required: true,
        defaultValue: width,
        description: `Pixels, ${WIDTHS.least} to ${WIDTHS.most}.`,
      }),
      format: t.arg({ type: FormatEnum, required: true, defaultValue: 'JPEG' }),
      quality: t.arg.int({
        required: true,
        defaultValue: QUALITY,
        description: `Of JPEG and WebP, ${QUALITIES.least} to ${QUALITIES.most}.`,
      }),
    });
    const part = (name: 'PORTRAIT' | 'SIGNATURE', description: string) =>
      t.field({
        ...SIZE_NEEDS,
        type: ImageRef,
        nullable: true,
        description,
        args: sizeArgs(PART_WIDTH),
        complexity: (args) => ({ field: costOfImage(args) }),
        resolve: (images, args) =>
          images.load({ part: name, redact: [], redactPortrait: false, redactSignature: false, ...args }),
      });
    return {
      card: t.field({
        ...SIZE_NEEDS,
        type: ImageRef,
        nullable: true,
        description:
          'The card, cut out by its corners. What is to be redacted is covered in black wherever the card tells it: the whole place of the field, whether or not it was read. The place of issue counts as the regency, and a date of birth or a gender is covered in the NIK too.',
        args: {
          ...sizeArgs(CARD_WIDTH),
          redact: t.arg({
            type: [FieldNameEnum],
            required: true,
            defaultValue: [],
            description: 'The fields to cover.',
          }),
          redactPortrait: t.arg.boolean({
            required: true,
            defaultValue: false,
            description: 'Whether the portrait is covered.',
          }),
          redactSignature: t.arg.boolean({
            required: true,
            defaultValue: false,
            description: 'Whether the signature is covered.',
          }),
        },
        complexity: (args) => ({ field: costOfImage(args) }),
        resolve: (images, args) => images.load({ part: 'CARD', ...args }),
      }),
      portrait: part('PORTRAIT', 'The portrait, cut from the card.'),
      signature: part('SIGNATURE', 'The signature, cut from the card.'),
    };
  },
});
