/** GraphQL Yoga and nothing else of the gateway: its schema, and the package that takes uploads. */
import { createServer } from 'node:http';
import { processRequest } from 'graphql-upload-minimal';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, typeDefs } from './schema.mjs';

const uploads = {
  onRequestParse({ request, serverContext: { req, res }, setRequestParser }) {
    if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) return;
    setRequestParser(() => processRequest(req, res, { maxFileSize: 2 * 1024 * 1024, maxFiles: 8 }));
  },
};

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  plugins: [uploads],
  multipart: false,
  graphiql: false,
  logging: false,
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port} "ready"`));
