import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import { applyDeltas } from '@holdfast/desktop/replica/apply/apply-delta';
import { openReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import type { ReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { openJournal } from '@holdfast/desktop/replica/journal/journal-file';
import type { Journal } from '@holdfast/desktop/replica/journal/journal-file';
import { reconcile } from '@holdfast/desktop/replica/actions/reconcile';
import { runMutations } from '@holdfast/desktop/replica/actions/run-mutations';
import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';
import { agent } from './test-rows.ts';
import { testTemplateDirectory } from './test-template.ts';

/** A replica without a server: real PGlite and journal, deltas made by the test. */
export class LocalReplica implements AsyncDisposable {
  readonly directory: string;
  database: ReplicaDatabase;
  journal: Journal;

  static async open(): Promise<LocalReplica> {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-replica-'));
    const { database, journal } = await openParts(directory);
    await journal.append([{ type: 'idBlock', block: { next: 2 ** 40, last: 2 ** 40 + 4095 } }]);
    return new LocalReplica(directory, database, journal);
  }

  private constructor(directory: string, database: ReplicaDatabase, journal: Journal) {
    this.directory = directory;
    this.database = database;
    this.journal = journal;
  }

  async apply(...deltas: readonly Delta[]) {
    const outcome = await applyDeltas(this.database, deltas, agent.id);
    if (outcome.type === 'mismatch') throw new Error('the deltas do not start at the cursor');
    return outcome;
  }

  async act(...actions: readonly Action[]) {
    const environment = {
      database: this.database,
      journal: this.journal,
      userId: agent.id,
      now: () => new Date(),
      uuid: randomUUID,
    };
    return await runMutations(environment, actions);
  }

  async reopen(): Promise<void> {
    await this.database.close();
    await this.journal.close();
    Object.assign(this, await openParts(this.directory));
    await reconcile(this.database, this.journal, agent.id);
  }

  /** All rows of all synced tables, to compare whole replicas. */
  async contents(): Promise<Readonly<Record<string, unknown>>> {
    const contents: Record<string, unknown> = {};
    for (const { name, key } of syncedTables) {
      contents[name] = await this.database.rows(
        `select to_json(t)::text as row from ${name} t order by ${key.join(', ')}`,
      );
    }
    return contents;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(`select count(*) from ${table}`);
    return row?.count ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.database.close();
    await this.journal.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function openParts(directory: string) {
  const template = templateAt(await testTemplateDirectory());
  const { database } = await openReplicaDatabase(join(directory, 'replica'), template);
  return { database, journal: await openJournal(join(directory, 'journal')) };
}
