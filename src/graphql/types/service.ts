import type { ImageLimits } from '../../image-limits.js';
import { intakeOf } from '../../reading/read-card.js';
import { builder } from '../builder.js';
import type { Context } from '../context.js';
import { OcrEngineEnum } from './enums.js';

export const ImageLimitsRef = builder.objectRef<ImageLimits>('ImageLimits').implement({
  fields: (t) => ({
    maxBytes: t.exposeInt('maxBytes', { description: 'A picture must have fewer bytes than this.' }),
    minSide: t.exposeInt('minSide'),
    maxSide: t.exposeInt('maxSide'),
  }),
});

const UploadLimitsRef = builder.objectRef<Context>('UploadLimits').implement({
  fields: (t) => ({
    image: t.field({ type: ImageLimitsRef, resolve: ({ services }) => intakeOf(services).limits }),
    maxBatchImages: t.int({ resolve: ({ service }) => service.maxBatchImages }),
    acceptedTypes: t.stringList({ resolve: ({ services }) => [...intakeOf(services).types] }),
  }),
});

const ServiceInfoRef = builder.objectRef<Context>('ServiceInfo').implement({
  fields: (t) => ({
    version: t.string({ resolve: ({ service }) => service.version }),
    engines: t.field({
      type: [OcrEngineEnum],
      resolve: ({ services }) => services.engines.map(({ name }) => name),
    }),
    limits: t.field({ type: UploadLimitsRef, resolve: (context) => context }),
    regionsAsOf: t.field({
      type: 'Date',
      description: 'The date of the region list in use.',
      resolve: ({ services }) => services.regions.asOf,
    }),
  }),
});

builder.queryField('service', (t) =>
  t.field({
    type: ServiceInfoRef,
    description:
      'What this server accepts and which engines it can use. Ask for it before a user chooses a picture.',
    resolve: (_, __, context) => context,
  }),
);
