import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CREDENTIALS } from '../../test/engine/advance-ai/scripted-upstream.js';
import { next } from './child.js';
import { VARIANTS, type VariantName } from './variants.js';

/** What a server has used since it was started. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly markCompacts: number;
  readonly rssMebibytes: number;
}

export interface ServerOptions {
  readonly upstream: string;
  readonly key: string;
  readonly connections: number;
  /** Arguments of Node before the server's own. */
  readonly nodeArgs?: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** More than any run comes to: everything is counted, and nothing refused. */
const NO_END = '1000000';

/** A server that is measured, in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(
    name: VariantName,
    { upstream, key, connections, nodeArgs = [] }: ServerOptions,
  ): Promise<ServerProcess> {
    const args = ['--import', './bench/gateway/usage.mjs', ...nodeArgs, ...VARIANTS[name].args];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: '0',
        ENGINE: 'advance-ai',
        ADVANCE_BASE_URL: upstream,
        ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
        ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
        ADVANCE_MAX_CALLS: `${connections}`,
        ADVANCE_CONNECTIONS: `${connections}`,
        API_KEYS: key,
        RATE_LIMIT_PER_KEY: NO_END,
        RATE_LIMIT_PER_ADDRESS: NO_END,
        CORS_ORIGINS: 'https://app.example',
        LOG_LEVEL: 'info',
      },
    });
    return new ServerProcess(child, await urlOf(child));
  }

  usage(): Promise<Usage> {
    this.#child.send('usage');
    return next<Usage>(this.#child);
  }

  async end(): Promise<void> {
    this.#child.kill('SIGINT');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}

/** Where it says it listens, once it says it is ready; what else it writes is read and thrown away. */
async function urlOf({ stdout }: ChildProcess): Promise<string> {
  const out = stdout as NodeJS.ReadableStream;
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk: Buffer) => {
      text += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url === undefined || !text.includes('"ready"')) return;
      out.off('data', look);
      out.resume();
      resolve(url);
    };
    out.on('data', look);
    out.once('end', () => reject(new Error(`the server ended before it was ready: ${text}`)));
  });
}
