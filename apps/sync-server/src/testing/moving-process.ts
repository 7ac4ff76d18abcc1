import { enableCompileCache } from 'node:module';

// A program: moves a tenant as the command line does, and dies without a word at the step that it is told.
enableCompileCache();
const { parseDatabaseSettings } = await import('../config/settings.ts');
const { openPools } = await import('../db/open-pools.ts');
const { moveTenant } = await import('../use-cases/move-tenant/move-tenant.ts');
const { moveRequest } = await import('./move-request.ts');

const [slug = '', to = '', dieAt = ''] = process.argv.slice(2);
const pools = openPools(parseDatabaseSettings(process.env));
await moveTenant(pools.pool, {
  ...moveRequest(slug, to),
  onStep: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
await pools.end();
