import { defineConfig } from '@playwright/test';

/**
 * All parts are real: the packaged app, a server process and a Postgres. Each test has its own database, profile and
 * ports. The screen and the session bus are shared, so the tests run one after another.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  preserveOutput: 'failures-only',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'tour', testDir: 'tour', timeout: 300_000 },
    { name: 'e2e', testDir: 'specs' },
  ],
});
