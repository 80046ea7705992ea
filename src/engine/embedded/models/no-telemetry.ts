import { env } from 'node:process';

/**
 * The runtime of the networks reports its use to its maker over the network, and keeps an id of the machine in the user's
 * cache folder, unless this is set before it loads; modules that load it import this first. Only the main thread can set it
 * for the native code of all threads.
 */
env.ORT_DISABLE_TELEMETRY = '1';
