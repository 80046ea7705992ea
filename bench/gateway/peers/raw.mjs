/** No GraphQL at all: the least that taking a picture and passing it on, or answering a number, can cost. */
import { createServer } from 'node:http';
import busboy from 'busboy';
import { checkNik } from './nik.mjs';
import { read } from './upstream.mjs';

const server = createServer((request, response) => {
  const answer = /json/.test(request.headers['content-type']) ? answerNik : answerPicture;
  answer(request, response).catch(() => response.writeHead(500).end());
});

function answerPicture(request, response) {
  return new Promise((resolve, reject) => {
    const form = busboy({ headers: request.headers });
    form.on('field', () => {});
    form.on('file', async (_, picture) => {
      try {
        resolve(send(response, { data: { ocrKtp: await read(picture) } }));
      } catch (error) {
        reject(error);
      }
    });
    form.on('error', reject);
    request.pipe(form);
  });
}

async function answerNik(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { nik } = JSON.parse(Buffer.concat(chunks)).variables;
  const { number, valid, birthDate, gender, serial, province, regency, district } = checkNik(nik);
  const named = (region) => region && { code: region.code, name: region.name };
  const regions = { province: named(province), regency: named(regency), district: named(district) };
  send(response, { data: { checkNik: { number, valid, birthDate, gender, serial, ...regions } } });
}

function send(response, body) {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port} "ready"`));
