import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const neverTests = [
  '**/node_modules/**',
  '**/out/**',
  '**/release/**',
  'apps/desktop/e2e/**',
  '.holdfast/**',
];

// The suffix names the environment: `.test.ts` needs nothing, `.pg.test.ts` a real Postgres, `.dom.test.tsx` a DOM.
export default defineConfig({
  test: {
    reporters: ['default'],
    // Left to itself a machine with two processors gets one: much of what tests wait for is fsync, timers and Postgres.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['**/*.test.ts'],
          // Style sheets are empty in tests, but for the one that is itself under test.
          css: { include: [/\/tokens\/colours\.css\?raw$/u] },
          exclude: [...neverTests, '**/*.pg.test.ts', '**/*.dom.test.ts'],
          // Real PGlite and real fsync take their time on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          environment: 'node',
          include: ['**/*.pg.test.ts'],
          exclude: neverTests,
          globalSetup: ['scripts/testing/postgres-global-setup.ts', 'scripts/testing/nats-global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['**/*.dom.test.{ts,tsx}'],
          exclude: neverTests,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
