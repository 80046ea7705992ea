/** All that runs: the program, the page, GraphiQL and the runtime of the networks, in `dist`. */
import { rmSync } from 'node:fs';

// Of a build that breaks off nothing says that it is whole; `built.mjs --mark` says it of one that does not.
rmSync(new URL('../dist/.built', import.meta.url), { force: true });
await Promise.all([
  import('./build-program.js'),
  import('./build-page.js'),
  import('./build-graphiql.js'),
  import('./build-runtime.js'),
]);
