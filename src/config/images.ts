import {
  ENGINE_LIMITS,
  ENGINE_TYPES,
  FITTED_LIMITS,
  FITTED_TYPES,
  type ImageLimits,
  type ImagesOptions,
} from '../image-limits.js';

const MEBIBYTE = 1024 * 1024;
const mebibytes = ({ maxBytes }: ImageLimits) => maxBytes / MEBIBYTE;

/** The least and the most of the two settings. */
export const IMAGE_SETTINGS = {
  mebibytes: [1, mebibytes(FITTED_LIMITS)],
  side: [ENGINE_LIMITS.minSide, FITTED_LIMITS.maxSide],
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** The faults of the settings. Without fitting, an accepted picture goes to the engine as it is, so it must not be larger than engines accept. */
export function imagesFaults(set: Variables): string[] {
  if (set.FIT_IMAGES === 'true') return roomFaults(set);
  const beyond = (name: string, most: number, [, any]: readonly [number, number]) =>
    // A value that is never allowed is reported already.
    Number(set[name]) > most && Number(set[name]) <= any
      ? [`${name} must be at most ${most} unless FIT_IMAGES=true: no engine reads a larger picture as it is.`]
      : [];
  return [
    ...beyond('MAX_IMAGE_MEBIBYTES', mebibytes(ENGINE_LIMITS), IMAGE_SETTINGS.mebibytes),
    ...beyond('MAX_IMAGE_SIDE', ENGINE_LIMITS.maxSide, IMAGE_SETTINGS.side),
  ];
}

/** One picture and the rest of its request must fit into the room for requests. With the defaults they do. */
function roomFaults({ MAX_MEBIBYTES_IN_FLIGHT: room, MAX_IMAGE_MEBIBYTES: most }: Variables): string[] {
  const needed = Number(most ?? mebibytes(FITTED_LIMITS)) + 1;
  if (room === undefined || !(Number(room) < needed)) return [];
  return [
    `MAX_MEBIBYTES_IN_FLIGHT must be at least ${needed}: a picture may have ${needed - 1} if FIT_IMAGES=true.`,
  ];
}

interface ImageSettings {
  readonly FIT_IMAGES: string;
  readonly MAX_IMAGE_MEBIBYTES?: number | undefined;
  readonly MAX_IMAGE_SIDE?: number | undefined;
}

/** Which pictures are accepted, and whether large ones are made smaller. */
export function imagesConfig(data: ImageSettings): ImagesOptions {
  const fit = data.FIT_IMAGES === 'true';
  const { minSide, ...most } = fit ? FITTED_LIMITS : ENGINE_LIMITS;
  const maxBytes =
    data.MAX_IMAGE_MEBIBYTES === undefined ? most.maxBytes : data.MAX_IMAGE_MEBIBYTES * MEBIBYTE;
  const limits = { maxBytes, minSide, maxSide: data.MAX_IMAGE_SIDE ?? most.maxSide };
  return { fit, limits, types: fit ? FITTED_TYPES : ENGINE_TYPES };
}
