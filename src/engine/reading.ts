import { FIELD_NAMES, type FieldName } from '../ktp/field.js';
import type { RawFields } from '../ktp/raw.js';
import type { Sight } from '../ktp/sight.js';
import type { PricingStrategy } from './errors.js';
import type { ImageQuality } from './image/quality.js';

export type EngineName = 'EMBEDDED' | 'ADVANCE_AI';

/** Shares of the picture's width and height, 0 to 1, from the top left corner after the picture was turned upright. */
export interface BoundingBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shares of the picture's width and height, as of a `BoundingBox`. */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** What an engine saw of one field: its text untouched, and how sure and where, if the engine says. */
export interface Evidence {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly boundingBox: BoundingBox | null;
  /** Of the text, clockwise from its top left: the box of a tilted card's text is larger than the text. */
  readonly corners?: readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];
  /** Whether hidden letters were added that only one value of the field's list has. */
  readonly completed?: boolean;
}

/** Where a card lies in its picture, and where things are on it. Areas are in shares of the card's sides, from its top left corner as it is printed. */
export interface CardOutline {
  /**
   * The card's corners, clockwise from the top left of its print, in shares of the upright picture's sides as of a `BoundingBox`.
   * Below 0 or above 1 where the picture does not show all of the card.
   */
  readonly corners: readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];
  /** Everywhere that each field's value may be printed, read or not, with a margin. */
  readonly print: Readonly<Record<FieldName, readonly BoundingBox[]>>;
  readonly portrait: OutlinePart;
  readonly signature: OutlinePart;
}

/** A part of a card that is no text. */
export interface OutlinePart {
  /** What shows it. */
  readonly shown: BoundingBox;
  /** What surely holds all of it. */
  readonly most: BoundingBox;
}

/** What an engine made of one picture: text as read, never normalised, never invented. */
export interface Reading {
  readonly engine: EngineName;
  readonly pricing: PricingStrategy;
  /** The upstream's id of the call; null where the engine gives none. */
  readonly transactionId: string | null;
  readonly raw: RawFields;
  /** Place and date of issue under the photo, as printed; null where the engine does not report them. */
  readonly issue: { readonly place: string | null; readonly date: string | null } | null;
  /** By field; fields without evidence are absent. */
  readonly evidence: Readonly<Partial<Record<FieldName, Evidence>>>;
  /** Whether each field's print was seen whole; fields without are absent, all of them where the engine does not say. */
  readonly sights?: Readonly<Partial<Record<FieldName, Sight>>>;
  /** Null where the engine does not know where the card lies, or nobody asked. */
  readonly outline?: CardOutline | null;
  /** Clockwise degrees by which the picture, its EXIF orientation followed, was turned for the boxes: 0, 90, 180 or 270. */
  readonly turnedDegrees?: number | null;
  /** The NIK as it reads character by character, where what is known of NIKs made another number of it; null where not. */
  readonly nikAsRead?: string | null;
  /** The next likeliest NIK, where the picture left a doubt about a digit. */
  readonly nikRunnerUp: string | null;
  /** Whether some of the picture's file was missing or not as it was written; what was there is read all the same. */
  readonly damaged?: boolean;
  /** Null where the picture was not examined, or nobody asked. */
  readonly quality: ImageQuality | null;
}

/** What can be asked of a picture: a field of its card, how good a picture it is, or where its card lies. */
export type Wanted = FieldName | 'IMAGE_QUALITY' | 'OUTLINE';

export const EVERYTHING: ReadonlySet<Wanted> = new Set([...FIELD_NAMES, 'IMAGE_QUALITY', 'OUTLINE']);
