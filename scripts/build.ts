/** All that runs: the program, the page, GraphiQL and the runtime of the networks, in `dist`. */
import './build-program.js';
import './build-page.js';
import './build-graphiql.js';
import './build-runtime.js';
