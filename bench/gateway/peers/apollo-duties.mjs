/**
 * Apollo Server on Express with what the gateway does for each request beside GraphQL: a key, two rate limits, origins, a line in the
 * log, metrics, a request id, limits of depth and cost, and a picture that is received whole and looked at before it is sent on.
 * Each is done as its package documents it.
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { GraphQLError } from 'graphql';
import depthLimit from 'graphql-depth-limit';
import { getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { graphqlUploadExpress } from 'graphql-upload-minimal';
import { imageSize } from 'image-size';
import { pinoHttp } from 'pino-http';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { resolvers, typeDefs } from './schema.mjs';
import { read } from './upstream.mjs';

/** As many as the gateway of the benchmark may get. */
const { API_KEYS, CORS_ORIGINS, RATE_LIMIT_PER_ADDRESS, RATE_LIMIT_PER_KEY } = process.env;
const MINUTE_MS = 60_000;
const MAX_DEPTH = 12;
const MAX_COST = 2000;
const MAX_BYTES = 2 * 1024 * 1024;
const [LEAST_SIDE, MOST_SIDE] = [256, 4096];

const register = new Registry();
collectDefaultMetrics({ register });
const requests = new Counter({
  name: 'requests_total',
  help: 'Requests.',
  labelNames: ['route', 'status'],
  registers: [register],
});
const seconds = new Histogram({
  name: 'request_duration_seconds',
  help: 'Their time.',
  labelNames: ['route'],
  registers: [register],
});

function counted(_, response, next) {
  const end = seconds.startTimer({ route: '/graphql' });
  response.on('finish', () => {
    end();
    requests.inc({ route: '/graphql', status: response.statusCode });
  });
  next();
}

const digest = (text) => createHash('sha256').update(text).digest();
const known = digest(API_KEYS);

function withKey(request, response, next) {
  const shown = digest(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (!timingSafeEqual(shown, known)) return response.status(401).json({ errors: [{ message: 'No key.' }] });
  request.caller = shown.toString('hex');
  next();
}

const limited = (limit, keyGenerator) =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: Number(limit),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator,
  });

/** Refuses what costs too much, as graphql-query-complexity's documents show for Apollo Server. */
const costLimit = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request: { operationName, variables }, document, schema }) {
        const estimators = [simpleEstimator({ defaultComplexity: 1 })];
        const cost = getComplexity({ schema, query: document, operationName, variables, estimators });
        if (cost > MAX_COST) throw new GraphQLError(`It costs ${cost}; at most ${MAX_COST} are allowed.`);
      },
    };
  },
};

/** A picture that came whole and has a size that is allowed. */
async function probed(image) {
  const { createReadStream } = await image.promise;
  const stream = createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  if (stream.truncated) throw new GraphQLError('The picture is too large.');
  const bytes = Buffer.concat(chunks);
  const { type, width, height } = imageSize(bytes);
  const fits = (side) => side >= LEAST_SIDE && side <= MOST_SIDE;
  if (!['jpg', 'png'].includes(type) || !fits(width) || !fits(height))
    throw new GraphQLError('No such picture.');
  return bytes;
}

const apollo = new ApolloServer({
  typeDefs,
  resolvers: { ...resolvers, Mutation: { ocrKtp: async (_, { image }) => read([await probed(image)]) } },
  validationRules: [depthLimit(MAX_DEPTH)],
  plugins: [costLimit],
});
await apollo.start();
const app = express();
app.use(
  '/graphql',
  pinoHttp({ genReqId: (request) => request.headers['x-request-id'] ?? randomUUID() }),
  (request, response, next) => {
    response.setHeader('x-request-id', request.id);
    next();
  },
  counted,
  cors({ origin: CORS_ORIGINS.split(','), methods: ['POST'] }),
  limited(RATE_LIMIT_PER_ADDRESS, (request) => ipKeyGenerator(request.ip)),
  withKey,
  limited(RATE_LIMIT_PER_KEY, (request) => request.caller),
  express.json(),
  graphqlUploadExpress({ maxFileSize: MAX_BYTES, maxFiles: 8 }),
  expressMiddleware(apollo),
);
app.get('/metrics', async (_, response) =>
  response.type(register.contentType).send(await register.metrics()),
);
const server = createServer(app);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port} "ready"`));
