import type { Task } from './requests.js';

export interface Variant {
  readonly label: string;
  /** Arguments of Node, from the project's folder. */
  readonly args: readonly string[];
  /** How many times this server's work ours must do in the same processor time, by task. Absent: not asked to do it. */
  readonly goals: Partial<Readonly<Record<Task, number>>>;
}

const peer = (script: string, ...more: string[]) => [`bench/gateway/peers/${script}.mjs`, ...more];

export const VARIANTS = {
  ours: { label: 'KTP Gateway, everything on', args: ['dist/main.js'], goals: { upload: 1, checkNik: 1 } },
  raw: {
    label: 'node:http, busboy, undici: the limit',
    args: peer('raw'),
    goals: { upload: 0.75, checkNik: 0.3 },
  },
  yoga: {
    label: 'Yoga alone, graphql-upload-minimal',
    args: peer('yoga'),
    goals: { upload: 0.9, checkNik: 0.75 },
  },
  apollo: {
    label: 'Apollo Server, graphql-upload',
    args: peer('apollo', 'graphql-upload'),
    goals: { upload: 3.5 },
  },
  'apollo-minimal': {
    label: 'Apollo Server, graphql-upload-minimal',
    args: peer('apollo', 'graphql-upload-minimal'),
    goals: { upload: 1.5, checkNik: 2 },
  },
  'apollo-duties': {
    label: 'Apollo Server with the same duties',
    args: peer('apollo-duties'),
    goals: { upload: 1.5, checkNik: 1.5 },
  },
  mercurius: { label: 'mercurius, mercurius-upload', args: peer('mercurius'), goals: { upload: 1 } },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof VARIANTS;

/** Who does a task. */
export function variantsOf(task: Task): VariantName[] {
  return (Object.keys(VARIANTS) as VariantName[]).filter((name) => task in VARIANTS[name].goals);
}
