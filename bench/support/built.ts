/** The thread of the embedded engine as `npm run build` makes it: what users run, and faster than what is compiled while it loads. */
export const BUILT_WORKER = new URL('../../dist/engine/embedded/worker.js', import.meta.url);
