import { ACCEPTED_TYPES, IMAGE_LIMITS } from '../../engine/image/probe.js';
import { builder } from '../builder.js';
import type { Context } from '../context.js';
import { OcrEngineEnum } from './enums.js';

export const ImageLimitsRef = builder.objectRef<typeof IMAGE_LIMITS>('ImageLimits').implement({
  fields: (t) => ({
    maxBytes: t.exposeInt('maxBytes', { description: 'A picture must have fewer bytes than this.' }),
    minSide: t.exposeInt('minSide'),
    maxSide: t.exposeInt('maxSide'),
  }),
});

const UploadLimitsRef = builder.objectRef<Context['service']>('UploadLimits').implement({
  fields: (t) => ({
    image: t.field({ type: ImageLimitsRef, resolve: () => IMAGE_LIMITS }),
    maxBatchImages: t.exposeInt('maxBatchImages'),
    acceptedTypes: t.stringList({ resolve: () => [...ACCEPTED_TYPES] }),
  }),
});

const ServiceInfoRef = builder.objectRef<Context>('ServiceInfo').implement({
  fields: (t) => ({
    version: t.string({ resolve: ({ service }) => service.version }),
    engines: t.field({
      type: [OcrEngineEnum],
      resolve: ({ room }) => room.engines.map(({ name }) => name),
    }),
    limits: t.field({ type: UploadLimitsRef, resolve: ({ service }) => service }),
    regionsAsOf: t.field({
      type: 'Date',
      description: 'The day of the region list in use.',
      resolve: ({ room }) => room.regions.asOf,
    }),
  }),
});

builder.queryField('service', (t) =>
  t.field({
    type: ServiceInfoRef,
    description:
      'What this server accepts and which engines it can use. Read it before you let a user choose a picture.',
    resolve: (_, __, context) => context,
  }),
);
