import { LAYOUT_GROUPS, type LayoutGroup } from './face.js';
import { FONT_GROUPS, type FontGroup } from './fonts.js';
import { CAMERA_GROUPS, type CameraGroup } from './specimen.js';

/** What cards are drawn with. Held-out is what nothing was ever trained or tuned on. */
export interface Groups {
  readonly fonts: FontGroup;
  readonly camera: CameraGroup;
  readonly layout: LayoutGroup;
}

/** For `parseArgs`. */
export const GROUP_OPTIONS = {
  fonts: { type: 'string' },
  camera: { type: 'string' },
  layout: { type: 'string' },
  unseen: { type: 'boolean', default: false },
} as const;

export const GROUP_USAGE = `[--fonts ${FONT_GROUPS.join('|')}] [--camera ${CAMERA_GROUPS.join('|')}] [--layout ${LAYOUT_GROUPS.join('|')}] [--unseen]`;

/** The groups that the options name, `--unseen` standing for all held out; null where one does not exist. */
export function groupsOf(values: {
  readonly fonts?: string | undefined;
  readonly camera?: string | undefined;
  readonly layout?: string | undefined;
  readonly unseen: boolean;
}): Groups | null {
  const usual = values.unseen ? 'held-out' : 'common';
  const { fonts = usual, camera = usual, layout = usual } = values;
  const groups = { fonts, camera, layout } as Groups;
  const known =
    FONT_GROUPS.includes(groups.fonts) &&
    CAMERA_GROUPS.includes(groups.camera) &&
    LAYOUT_GROUPS.includes(groups.layout);
  return known ? groups : null;
}
