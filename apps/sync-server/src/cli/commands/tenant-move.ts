import type { Command } from 'commander';

import { parseDatabaseSettings } from '../../config/settings.ts';
import { prepareJobs } from '../../jobs/job-queue.ts';
import { discardJobs, requeueUnsentMessages } from '../../jobs/tenant-jobs.ts';
import { createLogger } from '../../logging/create-logger.ts';
import type { MoveReport } from '../../tenants/move/move-request.ts';
import { moveTenant } from '../../tenants/move/move-tenant.ts';
import { answer, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { withPool } from '../with-pool.ts';

export function tenantMoveCommand(): Command {
  const move = command('move', 'move a tenant to another cluster; run it again if it was interrupted')
    .argument('<slug>')
    .requiredOption('--to <cluster>', 'where it is to be; its own cluster takes a move back');
  return answer(move, run);
}

async function run({ to }: { readonly to: string }, [slug = '']: readonly string[]) {
  const logger = createLogger(parseDatabaseSettings(process.env).logLevel);
  const report = await withPool((pool) =>
    moveTenant(pool, {
      slug,
      to,
      actor: operatorName(),
      clock: () => new Date(),
      onStep: (step) => logger.info({ tenant: slug, step }, 'moving a tenant'),
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
      return `Tenant ${tenant} is in cluster ${cluster} already; nothing was changed.`;
    case 'taken-back':
      return `The move of tenant ${tenant} was taken back; it works in cluster ${cluster}.`;
    case 'finished':
      return `The move of tenant ${tenant} is finished; it works in cluster ${cluster}.`;
    case 'moved':
      return [
        `Tenant ${tenant} works in cluster ${cluster}: ${copied?.rows ?? 0} rows, closed for ${seconds} s.`,
        `What it left behind is kept as schema ${copied?.retiredSchema ?? ''} until you drop it.`,
      ].join('\n');
    default:
      return outcome satisfies never;
  }
}
