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
const TELLS_USAGE = new URL('./usage.mjs', import.meta.url).href;
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
    const env = {
      ...upstreamSettings(upstream, connections),
      API_KEYS: key,
      CORS_ORIGINS: 'https://app.example',
    };
    return ServerProcess.run(ROOT, [...nodeArgs, ...VARIANTS[name].args], env);
  }

  /** Node with these arguments in a folder; the port is the server's choice, and no rate limit refuses anything. */
  static async run(
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, ['--import', TELLS_USAGE, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: '0',
        RATE_LIMIT_PER_KEY: NO_END,
        RATE_LIMIT_PER_ADDRESS: NO_END,
        LOG_LEVEL: 'info',
        ...env,
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

/** The settings of a gateway that reads through the upstream of the bench. */
export function upstreamSettings(url: string, connections: number): Readonly<Record<string, string>> {
  return {
    ENGINE: 'advance-ai',
    ADVANCE_BASE_URL: url,
    ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
    ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
    ADVANCE_MAX_CALLS: `${connections}`,
    ADVANCE_CONNECTIONS: `${connections}`,
  };
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
