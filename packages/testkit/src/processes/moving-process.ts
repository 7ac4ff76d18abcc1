import { enableCompileCache } from 'node:module';

// A program: moves a tenant as the command line does, and kills itself at the given step.
enableCompileCache();
const { parseDatabaseSettings } = await import('@holdfast/sync-server/config/settings');
const { openLandlordPool } = await import('@holdfast/sync-server/db/open-landlord-pool');
const { moveTenant } = await import('@holdfast/sync-server/tenants/move/move-tenant');
const { moveRequest } = await import('../server/move-request.ts');

const [slug = '', to = '', dieAt = ''] = process.argv.slice(2);
const pool = openLandlordPool(parseDatabaseSettings(process.env));
await moveTenant(pool, {
  ...moveRequest(slug, to),
  onStep: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
await pool.end();
