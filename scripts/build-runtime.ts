/** Puts the WebAssembly runtime of the networks beside the program: three files of a package that is 139 MB large. */
import { copyFileSync, mkdirSync } from 'node:fs';

const PACKAGE = new URL('.', import.meta.resolve('onnxruntime-web/wasm'));
const TARGET = new URL('../dist/runtime/', import.meta.url);
const FILES = ['ort.node.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

mkdirSync(TARGET, { recursive: true });
for (const file of FILES) copyFileSync(new URL(file, PACKAGE), new URL(file, TARGET));
