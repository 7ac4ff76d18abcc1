import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/**
 * All parts are real: the packaged app, a server process and a Postgres. Each test has its own database, profile and
 * ports; each worker has its own Postgres, display and session bus.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  preserveOutput: 'failures-only',
  workers: Math.min(2, availableParallelism()),
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'tour', testDir: 'tour', timeout: 300_000 },
    { name: 'e2e', testDir: 'specs' },
  ],
});
