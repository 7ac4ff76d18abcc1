import { randomBytes } from 'node:crypto';

import pg from 'pg';

import type { WakeUpSettings } from '@holdfast/sync-server/config/settings';
import { startNatsServer } from './nats-server.ts';
import { createTestDatabase } from './test-database.ts';

/** A transport of wake-ups between processes, which a test can interrupt. */
export interface WakeUpMedium {
  readonly settings: WakeUpSettings;
  readonly databaseUrl: string;
  /** Closes all connections and refuses new ones. */
  cut(): Promise<void>;
  repair(): Promise<void>;
  countConnections(): Promise<number>;
  close(): Promise<void>;
}

/** @param superuserUrl `inject('databaseUrl')` */
export async function openPostgresMedium(superuserUrl: string): Promise<WakeUpMedium> {
  const database = await createTestDatabase(superuserUrl);
  const name = new URL(database.databaseUrl).pathname.slice(1);
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  const connections = `from pg_stat_activity where datname = '${name}' and application_name = 'holdfast wake-ups'`;
  return {
    settings: { kind: 'postgres' },
    databaseUrl: database.databaseUrl,
    cut: async () => {
      await superuser.query(`alter database "${name}" with allow_connections false`);
      await superuser.query(`select pg_terminate_backend(pid) ${connections}`);
    },
    repair: async () => {
      await superuser.query(`alter database "${name}" with allow_connections true`);
    },
    countConnections: async () => {
      const { rows } = await superuser.query<{ count: number }>(`select count(*)::int ${connections}`);
      return rows[0]?.count ?? 0;
    },
    close: async () => {
      await superuser.end();
      await database.close();
    },
  };
}

export async function openNatsMedium(): Promise<WakeUpMedium> {
  const server = await startNatsServer();
  return {
    settings: { kind: 'nats', natsUrl: server.url },
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    cut: () => server.kill(),
    repair: () => server.start(),
    countConnections: () => server.countConnections(),
    close: () => server.kill(),
  };
}

/** Returns a schema name that no other test uses. */
export function someTenant(): string {
  return `tenant_${randomBytes(6).toString('hex')}`;
}
