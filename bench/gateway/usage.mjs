/** Loaded before a server that is measured; tells, when asked, what the process has used so far. */
import { constants, PerformanceObserver } from 'node:perf_hooks';

let markCompacts = 0;
new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) {
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) markCompacts += 1;
  }
}).observe({ entryTypes: ['gc'] });

process.on('message', () => {
  // With all threads of the process, those of the garbage collection among them.
  const { user, system } = process.cpuUsage();
  const rssMebibytes = process.resourceUsage().maxRSS / 1024;
  process.send({ cpuSeconds: (user + system) / 1e6, markCompacts, rssMebibytes });
});
