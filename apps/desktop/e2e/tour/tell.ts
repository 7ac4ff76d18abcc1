import { test } from '@playwright/test';

/** Runs one step of the tour and prints a line when it is done. */
export async function tell(line: string, run: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await test.step(line, run);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`   ${line} (${seconds} s)\n`);
}
