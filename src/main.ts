// Told to stop while its modules load, it has begun nothing yet and ends at once. From then on the gateway minds signals itself.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));

await import('./process/gateway.js');
