import type { Command } from 'commander';

import { addCluster } from '../../clusters/add-cluster.ts';
import { clusterOverview } from '../../clusters/cluster-overview.ts';
import { answer, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { table } from '../table.ts';
import { withPool } from '../with-pool.ts';

export function registerCluster(program: Command): void {
  const cluster = program.command('cluster').description('the Postgres clusters that hold tenants');

  const add = command('add', 'make a cluster known; every process must be started anew with its variable')
    .argument('<name>')
    .requiredOption(
      '--url-setting <variable>',
      'the variable that holds its URL: HOLDFAST_CLUSTER_<NAME>_URL',
    );
  cluster.addCommand(answer(add, addClusterAnswer));

  cluster.addCommand(answer(command('list', 'list the clusters and whether they answer'), listAnswer));
}

async function addClusterAnswer(
  { urlSetting }: { readonly urlSetting: string },
  [name = '']: readonly string[],
) {
  const added = await withPool((pool) => addCluster(pool, { name, urlSetting, actor: operatorName() }));
  return {
    data: { name: added.cluster, urlSetting: added.urlSetting },
    text: `Cluster ${name} is known. Start every process anew with ${urlSetting} set before a tenant is placed there.`,
  };
}

async function listAnswer() {
  const rows = (await withPool(clusterOverview)).map((cluster) => ({ ...cluster }));
  return { data: rows, text: table(rows, 'There is no cluster.') };
}
