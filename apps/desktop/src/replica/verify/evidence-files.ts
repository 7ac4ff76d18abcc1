import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestByTable } from '@holdfast/schema/digest/digest-conversations';
import type { Verify } from '@holdfast/schema/protocol/digest';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { readServerState } from './read-server-state.ts';

export interface EvidenceFilesOptions {
  readonly directory: string;
  readonly database: ReplicaDatabase;
  readonly now: () => Date;
}

const maxFiles = 20;
const maxFileBytes = 1024 * 1024;

/**
 * Stores conversations that differed from the server's, as this replica had them, for finding the defect (rule V1). The
 * files stay on this computer and are deleted with the account.
 */
export class EvidenceFiles {
  readonly #options: EvidenceFilesOptions;

  constructor(options: EvidenceFilesOptions) {
    this.#options = options;
  }

  /** Stores the replica's present rows and digests of these conversations. */
  async keep(conversationIds: readonly number[], request: Omit<Verify, 'sessionId'>): Promise<void> {
    const { directory, database, now } = this.#options;
    await mkdir(directory, { recursive: true });
    for (const id of conversationIds.slice(0, maxFiles)) {
      const held = request.conversations.find(({ conversationId }) => conversationId === id);
      if (held === undefined) continue;
      const evidence = await readServerState(database, async (run) => ({
        at: now().toISOString(),
        cursor: request.cursor,
        held,
        byTable: await digestByTable(run, held),
        rows: await readRows(run, id),
      }));
      const name = `${evidence.at.replaceAll(':', '-')}-${id}.json`;
      const text = JSON.stringify(evidence);
      const isTooLong = text.length > maxFileBytes;
      await writeFile(join(directory, name), isTooLong ? JSON.stringify({ ...evidence, rows: null }) : text);
    }
    await this.#forgetOldest();
  }

  async #forgetOldest(): Promise<void> {
    const { directory } = this.#options;
    const names = (await readdir(directory)).sort();
    for (const name of names.slice(0, Math.max(0, names.length - maxFiles)))
      await rm(join(directory, name), { force: true });
  }
}

/** Every row of a conversation and its customer, as JSON of Postgres. */
async function readRows(run: RunQuery, conversationId: number): Promise<Readonly<Record<string, unknown>>> {
  const found: [string, unknown][] = [];
  for (const { name, conversationColumn } of syncedTables) {
    if (conversationColumn !== null)
      found.push([
        name,
        await run(`select * from ${name} where ${conversationColumn} = $1`, [conversationId]),
      ]);
  }
  const customer = `select customers.* from customers join conversations on customer_id = customers.id where conversations.id = $1`;
  return Object.fromEntries([...found, ['customers', await run(customer, [conversationId])]]);
}
