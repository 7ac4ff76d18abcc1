import type { Command } from 'commander';

import { addCluster } from '../../clusters/add-cluster.ts';
import { clusterOverview } from '../../clusters/cluster-overview.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';

export function registerCluster(program: Command): void {
  const cluster = program.command('cluster').description('the Postgres clusters that hold tenants');

  const add = command('add', 'register a cluster; then restart every process with its variable set')
    .argument('<name>')
    .requiredOption(
      '--url-setting <variable>',
      'environment variable with its URL: HOLDFAST_CLUSTER_<NAME>_URL',
    );
  cluster.addCommand(onRun(add, runAddCluster));

  cluster.addCommand(
    onRun(command('list', 'list the clusters and their Postgres versions'), runListClusters),
  );
}

async function runAddCluster(
  { urlSetting }: { readonly urlSetting: string },
  [name = '']: readonly string[],
) {
  const added = await withPool((pool) => addCluster(pool, { name, urlSetting, actor: operatorName() }));
  return {
    data: { name: added.cluster, urlSetting: added.urlSetting },
    text: `Cluster ${name} is registered. Restart every process with ${urlSetting} set before you create or move a tenant there.`,
  };
}

async function runListClusters() {
  const rows = (await withPool(clusterOverview)).map((cluster) => ({ ...cluster }));
  return { data: rows, text: formatTable(rows, 'There is no cluster.') };
}
