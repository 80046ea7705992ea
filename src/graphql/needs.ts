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
 * Says with the options of a field what must be read for it; `requestedFields` goes by that. It holds for all that is selected inside
 * the field as well, where further needs may be said.
 */
export function needs(what: Needs): { readonly extensions: { readonly needs: Needs } } {
  return { extensions: { needs: what } };
}
