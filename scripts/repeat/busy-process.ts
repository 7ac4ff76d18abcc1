/** Maximum lifetime. A run of all suites takes less than this. */
const maxLifetimeMs = 2 * 60 * 60_000;
const sliceMs = 20;

// The parent process has ended.
process.on('disconnect', () => process.exit());

function work(): void {
  const end = performance.now() + sliceMs;
  while (performance.now() < end);
  if (performance.now() < maxLifetimeMs) setImmediate(work);
  else process.exit();
}

work();
