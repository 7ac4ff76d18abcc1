/** A run of all suites takes less than this. */
const longestMs = 2 * 60 * 60_000;
const sliceMs = 20;

// Its parent has ended.
process.on('disconnect', () => process.exit());

function work(): void {
  const end = performance.now() + sliceMs;
  while (performance.now() < end);
  if (performance.now() < longestMs) setImmediate(work);
  else process.exit();
}

work();
