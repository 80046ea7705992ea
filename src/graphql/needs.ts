import type { Wanted } from '../engine/engine.js';

/**
 * What of a picture a field of the schema is worked out from.
 * @param args the field's arguments
 * @param selected the names of what is selected inside it
 */
export type Needs =
  | readonly Wanted[]
  | ((args: Record<string, unknown>, selected: ReadonlySet<string>) => readonly Wanted[]);

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    needs?: Needs;
  }
}

/**
 * Options of a field that say what must be read for it (`requestedFields` collects them). They hold for all that is selected inside the
 * field, too; a field in there may add needs of its own.
 */
export function needs(what: Needs): { readonly extensions: { readonly needs: Needs } } {
  return { extensions: { needs: what } };
}
