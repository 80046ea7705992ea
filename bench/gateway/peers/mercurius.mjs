/** Mercurius on Fastify with mercurius-upload. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusUpload from 'mercurius-upload';
import { resolvers, typeDefs } from './schema.mjs';

const app = fastify();
app.register(mercuriusUpload, { maxFileSize: 2 * 1024 * 1024, maxFiles: 8 });
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    ...resolvers,
    OcrKtpResult: { resolveType: ({ __typename }) => __typename },
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`http://127.0.0.1:${app.server.address().port} "ready"`);
