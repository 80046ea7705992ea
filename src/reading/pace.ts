/**
 * Called with the size of every chunk of a body, in bytes. If it returns undefined, handle the chunk at once. If it returns a promise,
 * keep the chunk and read no more until the promise resolves: there is no room in memory yet. If there never is, the request is ended
 * and the promise does not settle.
 */
export type Pace = (bytes: number) => Promise<void> | undefined;

/** Never waits. */
export const unpaced: Pace = () => undefined;
