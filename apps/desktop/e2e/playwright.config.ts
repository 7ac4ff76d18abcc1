import { defineConfig } from '@playwright/test';

/**
 * Everything here runs on real parts: the packaged app, a server process, a Postgres of its own. Each test has its
 * own database, profile and ports, but the screen and the session bus are shared, so they run one after another.
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
