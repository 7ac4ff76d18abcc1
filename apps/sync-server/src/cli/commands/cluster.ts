import type { Command } from 'commander';

import { addCluster } from '../../clusters/add-cluster.ts';
import { clusterOverview } from '../../clusters/cluster-overview.ts';
import { answer, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { table } from '../table.ts';
import { withPool } from '../with-pool.ts';

export function registerCluster(program: Command): void {
  const cluster = program.command('cluster').description('the Postgres clusters that hold tenants');

  const add = command('add', 'register a cluster; then restart every process with its variable set')
    .argument('<name>')
    .requiredOption(
      '--url-setting <variable>',
      'environment variable with its URL: HOLDFAST_CLUSTER_<NAME>_URL',
    );
  cluster.addCommand(answer(add, addClusterAnswer));

  cluster.addCommand(answer(command('list', 'list the clusters and their Postgres versions'), listAnswer));
}

async function addClusterAnswer(
  { urlSetting }: { readonly urlSetting: string },
  [name = '']: readonly string[],
) {
  const added = await withPool((pool) => addCluster(pool, { name, urlSetting, actor: operatorName() }));
  return {
    data: { name: added.cluster, urlSetting: added.urlSetting },
    text: `Cluster ${name} is registered. Restart every process with ${urlSetting} set before you create or move a tenant there.`,
  };
}

async function listAnswer() {
  const rows = (await withPool(clusterOverview)).map((cluster) => ({ ...cluster }));
  return { data: rows, text: table(rows, 'There is no cluster.') };
}
