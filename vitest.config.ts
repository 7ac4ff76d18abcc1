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

// Files of a worker share its modules: starting a process, loading the modules and compiling PGlite's WebAssembly took
// 2 s of processor time for each file.
const sharedWorker = { isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true };

// Files with `vi.mock` need modules of their own: in a shared worker the module is loaded already.
const mockModules = ['**/database/pid-lock.test.ts', '**/journal/power-cut.test.ts'];

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
          ...sharedWorker,
          expect: expectSettings,
          include: ['**/*.test.ts'],
          // Style sheets are empty in tests, but for the one that is itself under test.
          css: { include: [/\/tokens\/colors\.css\?raw$/u] },
          exclude: [...neverTests, ...mockModules, '**/*.pg.test.ts', '**/*.dom.test.ts'],
          globalSetup: ['scripts/testing/run-directory-global-setup.ts'],
          // Ten times what the longest test takes on a quiet machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'unit-isolated',
          environment: 'node',
          include: mockModules,
          exclude: neverTests,
          globalSetup: ['scripts/testing/run-directory-global-setup.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pg',
          environment: 'node',
          ...sharedWorker,
          expect: expectSettings,
          include: ['**/*.pg.test.ts'],
          exclude: neverTests,
          globalSetup: [
            'scripts/testing/run-directory-global-setup.ts',
            'scripts/testing/postgres-global-setup.ts',
            'scripts/testing/nats-global-setup.ts',
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'jsdom',
          expect: expectSettings,
          include: ['**/*.dom.test.{ts,tsx}'],
          setupFiles: ['packages/ui/src/testing/await-longer.ts'],
          exclude: neverTests,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
