import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const neverTests = [
  '**/node_modules/**',
  '**/out/**',
  '**/release/**',
  'apps/desktop/e2e/**',
  '.holdfast/**',
];

// A condition that does not hold within a second on a busy machine is no failure yet.
const expectSettings = { poll: { timeout: 20_000, interval: 20 } };

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
          expect: expectSettings,
          include: ['**/*.test.ts'],
          // Style sheets are empty in tests, but for the one that is itself under test.
          css: { include: [/\/tokens\/colours\.css\?raw$/u] },
          exclude: [...neverTests, '**/*.pg.test.ts', '**/*.dom.test.ts'],
          globalSetup: ['scripts/testing/run-directory-global-setup.ts'],
          // Real PGlite and real fsync take their time on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          environment: 'node',
          expect: expectSettings,
          include: ['**/*.pg.test.ts'],
          exclude: neverTests,
          globalSetup: [
            'scripts/testing/run-directory-global-setup.ts',
            'scripts/testing/postgres-global-setup.ts',
            'scripts/testing/nats-global-setup.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'jsdom',
          expect: expectSettings,
          include: ['**/*.dom.test.{ts,tsx}'],
          exclude: neverTests,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
