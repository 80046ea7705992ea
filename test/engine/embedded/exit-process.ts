import { setTimeout as sleep } from 'node:timers/promises';
import { createEmbeddedEngine } from '../../../src/engine/embedded/engine.js';
import { beforeExit } from '../../../src/engine/threads/before-exit.js';

/** A program that exits so many milliseconds after it began to load the networks, whatever its threads are at. */
createEmbeddedEngine({ threads: 2 });
await sleep(Number(process.argv[2]));
await beforeExit();
process.exit(0);
