import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { assertPostgres } from '../../db/assert-postgres.ts';
import { assertRights } from '../../db/assert-rights.ts';
import { findCluster, listClusters } from '../../db/cluster-directory.ts';
import type { Cluster } from '../../db/cluster-directory.ts';
import { poolOf } from '../../db/cluster-pools.ts';
import type { ClusterPool } from '../../db/cluster-pool.ts';
import type { LandlordPool } from '../../db/cluster-pools.ts';
import { findTenant } from '../../db/tenant-directory.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { grantTenantRights } from '../../db/tenant-role.ts';
import { assertOtherDatabase } from './assert-other-database.ts';
import { cutOver } from './cut-over.ts';
import type { CutoverReport } from './cut-over.ts';
import { prepareCopy } from './copy-tenant.ts';
import type { MoveReport, MoveTenantRequest } from './move-request.ts';
import { beginMove, endMove, finishMove } from './placement.ts';
import { assertTenantMigrated, dropTenantSchema, hasSchema, isRetired } from './tenant-schema.ts';
import { withMoveLock } from './with-move-lock.ts';

interface Move extends MoveTenantRequest {
  readonly landlord: LandlordPool;
  readonly tenant: Tenant;
  readonly target: Cluster;
  readonly sourcePool: ClusterPool;
  readonly targetPool: ClusterPool;
}

/**
 * Moves a tenant to another cluster. After an interruption, the same call continues or restarts the copy. A call that
 * names the tenant's current cluster rolls the move back, as long as the source is not retired. A failure rolls back
 * automatically. Throws HF_TENANT_UNKNOWN, HF_CLUSTER_UNKNOWN, HF_TENANT_MOVING (another process moves it),
 * HF_INVALID_INPUT or HF_TENANT_COPY_DIFFERS.
 */
export async function moveTenant(landlord: LandlordPool, request: MoveTenantRequest): Promise<MoveReport> {
  return await withMoveLock(landlord, request.slug, async () => {
    const tenant = await findTenant(landlord, request.slug);
    const target = await findCluster(landlord, request.to);
    const move: Move = {
      ...request,
      landlord,
      tenant,
      target,
      sourcePool: poolOf(landlord, tenant),
      targetPool: poolOf(landlord, target),
    };
    if (target.id === tenant.clusterId) return await finishWithoutMove(move);
    await assertMovable(move);
    return await runMove(move);
  });
}

/** The tenant is already in the requested cluster: rolls back an unfinished move away from it, if there is one. */
async function finishWithoutMove(move: Move): Promise<MoveReport> {
  const { landlord, tenant } = move;
  const target = (await listClusters(landlord)).find(({ id }) => id === tenant.movingToClusterId);
  if (target === undefined) return report(move, { outcome: 'stayed' });
  const targetPool = poolOf(landlord, target);
  if (await isPastRollback({ ...move, targetPool })) {
    throw new HoldfastError('HF_INVALID_INPUT', {
      details: {
        to: move.to,
        reason: `the move can no longer be canceled; finish it with --to ${target.cluster}`,
      },
    });
  }
  const unsentMessages = await rollBackMove({ ...move, target, targetPool });
  return report(move, { outcome: 'taken-back', unsentMessages });
}

async function runMove(move: Move): Promise<MoveReport> {
  const { landlord, tenant, sourcePool, targetPool } = move;
  // A retired source proves that the copy was verified; then only the remaining steps are done.
  const needsCopy = !(await isRetired(sourcePool, targetPool, tenant.schemaName));
  if (needsCopy) await prepareCopy(targetPool, tenant.schemaName);
  const closedAt = move.clock();
  await beginMove(landlord, move);
  move.onStep('begun');
  const copied = needsCopy ? await cutOverOrRollBack(move) : null;
  await grantTenantRights(targetPool, tenant.schemaName);
  const unsentMessages = await move.jobs.requeue(targetPool, tenant.schemaName);
  move.onStep('opened');
  await finishMove(landlord, move);
  const closedMilliseconds = move.clock().getTime() - closedAt.getTime();
  move.onStep('placed');
  await move.jobs.discard(sourcePool, tenant.schemaName);
  const outcome = copied === null ? 'finished' : 'moved';
  return report(move, { outcome, unsentMessages, copied, closedMilliseconds });
}

async function cutOverOrRollBack(move: Move): Promise<CutoverReport> {
  try {
    return await cutOver({ ...move, schemaName: move.tenant.schemaName });
  } catch (error) {
    // The state of the source decides, not the origin of the error: the reply to a COMMIT can get lost.
    if (!(await isPastRollback(move))) await rollBackMove(move);
    throw error;
  }
}

/** If the target is unreachable, only the source shows whether it still has the tenant's schema. */
async function isPastRollback({ sourcePool, targetPool, tenant }: Move): Promise<boolean> {
  try {
    return await isRetired(sourcePool, targetPool, tenant.schemaName);
  } catch {
    return !(await hasSchema(sourcePool, tenant.schemaName));
  }
}

/** Opens the source again and drops the copy. Returns the number of unsent messages. */
async function rollBackMove(move: Move): Promise<number> {
  const { landlord, tenant, sourcePool, targetPool } = move;
  await grantTenantRights(sourcePool, tenant.schemaName);
  const unsentMessages = await move.jobs.requeue(sourcePool, tenant.schemaName);
  await endMove(landlord, move);
  // The target can be what failed. Its remains are closed, and the next move to it drops them.
  await dropTenantSchema(targetPool, tenant.schemaName).catch(() => undefined);
  return unsentMessages;
}

async function assertMovable({
  landlord,
  tenant,
  target,
  sourcePool,
  targetPool,
  jobs,
}: Move): Promise<void> {
  if (tenant.status === 'creating') {
    throw new HoldfastError('HF_INVALID_INPUT', {
      details: { tenant: tenant.slug, reason: 'its creation is not finished' },
    });
  }
  if (tenant.movingToClusterId !== null && tenant.movingToClusterId !== target.id) {
    const other = (await listClusters(landlord)).find(({ id }) => id === tenant.movingToClusterId);
    throw new HoldfastError('HF_INVALID_INPUT', {
      details: {
        to: target.cluster,
        reason: `a move to ${other?.cluster} is unfinished; finish it or cancel it`,
      },
    });
  }
  await assertPostgres(targetPool);
  await assertRights(targetPool);
  await assertOtherDatabase(sourcePool, targetPool);
  if (await hasSchema(sourcePool, tenant.schemaName))
    await assertTenantMigrated(sourcePool, tenant.schemaName);
  for (const pool of [sourcePool, targetPool]) await jobs.prepare(pool);
}

function report(
  { tenant, target }: Move,
  facts: Pick<MoveReport, 'outcome'> & Partial<MoveReport>,
): MoveReport {
  return {
    tenant: tenant.slug,
    cluster: target.cluster,
    unsentMessages: 0,
    copied: null,
    closedMilliseconds: 0,
    ...facts,
  };
}
