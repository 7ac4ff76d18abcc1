import { test } from '@playwright/test';

/** One step of the tour: prints a line when it is done. */
export async function tell(line: string, run: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await test.step(line, run);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`   ${line} (${seconds} s)\n`);
}
