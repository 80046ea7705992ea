import type { Figures } from './figures.js';

/** On what machine, when, and how busy it was. */
export function provenanceOf({ machine: { node, cpu, cores }, measured }: Figures): string {
  const parts = Object.entries(measured).map(
    ([part, { day, load }]) => `${part} on ${day} at a load of ${load}`,
  );
  return `Node ${node}, ${cores} x ${cpu}; ${parts.join(', ')}.`;
}
