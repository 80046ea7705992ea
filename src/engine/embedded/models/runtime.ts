import './no-telemetry.js';
import type * as Common from 'onnxruntime-common';
import type { Runtime } from './load-network.js';

/** What runs the networks: the same library, compiled for this machine, or to WebAssembly, which runs on any. */
export type RuntimeName = 'native' | 'wasm';

const inTypeScript = import.meta.url.endsWith('.ts');
/** What `npm run build` copies out of a package that is 139 MB large: three files of it are needed. */
const BUILT_WASM = new URL('../../../runtime/ort.node.min.mjs', import.meta.url).href;

/**
 * The package of the native runtime holds it for every system, 290 MB, and its install script fetches more: who installs the
 * gateway chooses whether to add it.
 * @param name the one to load; native where it is installed and runs here, else WebAssembly, where left out
 * @throws Error where the one that was named does not load
 */
export async function loadRuntime(name?: RuntimeName): Promise<{ name: RuntimeName; runtime: Runtime }> {
  if (name === 'wasm') return { name, runtime: await wasm() };
  try {
    return { name: 'native', runtime: await import('onnxruntime-node') };
  } catch (cause) {
    if (name === 'native') {
      throw new Error('OCR_RUNTIME is native, and onnxruntime-node is not installed or does not load here.', {
        cause,
      });
    }
    return { name: 'wasm', runtime: await wasm() };
  }
}

async function wasm(): Promise<Runtime> {
  const runtime: typeof Common = await import(inTypeScript ? 'onnxruntime-web' : BUILT_WASM);
  // The pool has a thread for each core.
  runtime.env.wasm.numThreads = 1;
  return runtime;
}
