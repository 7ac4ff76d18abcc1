import type { Command } from 'commander';

import { parseDatabaseSettings } from '../../config/settings.ts';
import { prepareJobs } from '../../jobs/job-queue.ts';
import { discardJobs, requeueUnsentMessages } from '../../jobs/tenant-jobs.ts';
import { createLogger } from '../../logging/create-logger.ts';
import type { MoveReport } from '../../tenants/move/move-request.ts';
import { moveTenant } from '../../tenants/move/move-tenant.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { withPool } from '../with-pool.ts';

export function tenantMoveCommand(): Command {
  const move = command('move', 'move a tenant to another cluster; run it again if it was interrupted')
    .argument('<slug>')
    .requiredOption('--to <cluster>', 'target cluster; the current cluster cancels an interrupted move');
  return onRun(move, run);
}

async function run({ to }: { readonly to: string }, [slug = '']: readonly string[]) {
  const logger = createLogger(parseDatabaseSettings(process.env).logLevel);
  const report = await withPool((pool) =>
    moveTenant(pool, {
      slug,
      to,
      actor: operatorName(),
      clock: () => new Date(),
      onStep: (step) => logger.info({ tenant: slug, step }, 'tenant move step'),
      jobs: {
        prepare: (target) => prepareJobs(target, logger),
        requeue: requeueUnsentMessages,
        discard: discardJobs,
      },
    }),
  );
  return { data: report, text: asText(report) };
}

function asText({ tenant, cluster, outcome, copied, closedMilliseconds }: MoveReport): string {
  const seconds = (closedMilliseconds / 1000).toFixed(1);
  switch (outcome) {
    case 'stayed':
      return `Tenant ${tenant} is already in cluster ${cluster}; nothing was changed.`;
    case 'taken-back':
      return `The move of tenant ${tenant} was canceled; the tenant is active in cluster ${cluster}.`;
    case 'finished':
      return `The move of tenant ${tenant} is finished; the tenant is active in cluster ${cluster}.`;
    case 'moved':
      return [
        `Tenant ${tenant} is active in cluster ${cluster}: ${copied?.rows ?? 0} rows, unavailable for ${seconds} s.`,
        `The old copy is kept as schema ${copied?.retiredSchema ?? ''} until you drop it.`,
      ].join('\n');
    default:
      return outcome satisfies never;
  }
}
