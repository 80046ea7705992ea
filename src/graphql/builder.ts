import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { type FileUpload, GraphQLUpload } from 'graphql-upload-minimal';
import { type CalendarDate, calendarDate } from '../ktp/date.js';
import type { Context } from './context.js';

export interface BuilderTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    Date: { Input: CalendarDate; Output: CalendarDate };
    Upload: { Input: Promise<FileUpload>; Output: never };
    ID: { Input: string; Output: string };
  };
}

export const builder = new SchemaBuilder<BuilderTypes>({
  // Errors first: they must see what a loader throws.
  plugins: [ErrorsPlugin, ComplexityPlugin, DataloaderPlugin],
  defaultFieldNullability: false,
});

builder.queryType();
builder.mutationType();

builder.scalarType('Date', {
  description: 'A calendar date as `YYYY-MM-DD` (RFC 3339 full-date), without time or time zone.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  serialize: (value) => value,
  parseValue: (value) => {
    const date = typeof value === 'string' ? calendarDate(value) : null;
    if (date === null) throw new GraphQLError('A Date must be a day of the calendar written YYYY-MM-DD.');
    return date;
  },
});

builder.addScalarType(
  'Upload',
  new GraphQLScalarType({
    ...GraphQLUpload.toConfig(),
    description:
      'A file sent with the GraphQL multipart request specification. It can only be used as a variable, with one variable per file.',
    specifiedByURL: 'https://github.com/jaydenseric/graphql-multipart-request-spec',
  }),
);
