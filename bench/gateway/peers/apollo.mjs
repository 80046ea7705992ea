/** Apollo Server on Express, with the named package to take uploads. */
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { resolvers, typeDefs } from './schema.mjs';

const UPLOADS = {
  'graphql-upload': async () => (await import('graphql-upload/graphqlUploadExpress.mjs')).default,
  'graphql-upload-minimal': async () => (await import('graphql-upload-minimal')).graphqlUploadExpress,
};
const graphqlUploadExpress = await UPLOADS[process.argv[2]]();

const apollo = new ApolloServer({ typeDefs, resolvers });
await apollo.start();
const app = express();
app.use(
  '/graphql',
  express.json(),
  graphqlUploadExpress({ maxFileSize: 2 * 1024 * 1024, maxFiles: 8 }),
  expressMiddleware(apollo),
);
const server = createServer(app);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port} "ready"`));
