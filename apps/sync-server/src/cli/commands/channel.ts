import { platforms } from '@holdfast/schema/domain/platform';
import type { Platform } from '@holdfast/schema/domain/platform';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

import { recordAudit } from '../../db/audit.ts';
import { poolOf } from '../../db/cluster-pools.ts';
import { findTenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { createChannel } from '../../channels/create-channel.ts';
import { listChannels } from '../../channels/list-channels.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';

export function registerChannel(program: Command): void {
  const channel = program
    .command('channel')
    .description('the platform accounts through which customers write');

  const create = command('create', 'create a channel; its keys are shown only once')
    .argument('<name>')
    .requiredOption('--tenant <slug>')
    .addOption(new Option('--platform <platform>').choices(platforms).default('http'))
    .option('--callback-url <url>', 'URL that replies are posted to (plain HTTP channel)', httpUrl);
  channel.addCommand(onRun(create, runCreateChannel));

  const list = command('list', 'list the channels of a tenant').requiredOption('--tenant <slug>');
  channel.addCommand(onRun(list, runListChannels));
}

interface CreateOptions {
  readonly tenant: string;
  readonly platform: Platform;
  readonly callbackUrl?: string;
}

async function runCreateChannel(options: CreateOptions, [name = '']: readonly string[]) {
  const { platform, callbackUrl } = options;
  const created = await withPool(async (pool) => {
    const tenant = await findTenant(pool, options.tenant);
    const channel = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, (transaction) =>
      createChannel(transaction, { platform, name, callbackUrl: callbackUrl ?? null }),
    );
    const details = { channelId: channel.channelId, platform };
    await recordAudit(pool, {
      actor: operatorName(),
      action: 'channel.create',
      tenantId: tenant.id,
      details,
    });
    return channel;
  });
  const text = [
    `Channel ${created.channelId} (${platform}) is ready. Store these secrets; they are not shown again:`,
    `  key for incoming messages  ${created.apiKey}`,
    `  signing secret             ${created.signingSecret}`,
    `  verification token         ${created.verifyToken}`,
  ].join('\n');
  return { data: { ...created, platform, name }, text };
}

async function runListChannels({ tenant }: { tenant: string }) {
  const channels = await withPool((pool) => listChannels(pool, tenant));
  return { data: channels, text: formatTable(channels, 'This tenant has no channel.') };
}

function httpUrl(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new InvalidArgumentError('It must be an http or https URL.');
  return value;
}
