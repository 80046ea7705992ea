/**
 * Told of every chunk of a body that came. Undefined: it may be handled at once; else it is to be held, and nothing more read, until
 * the promise resolves. Where the room for it never comes, the request is ended and the promise stays as it is.
 */
export type Pace = (bytes: number) => Promise<void> | undefined;

/** As fast as it comes. */
export const unpaced: Pace = () => undefined;
