import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Migration } from './migration.ts';

const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.number().int().nonnegative(), tag: z.string().min(1) })),
});

const statementBreakpoint = '--> statement-breakpoint';

/**
 * Turns drizzle-kit's journal and SQL files into migrations, oldest first.
 *
 * drizzle-kit writes foreign keys of unqualified tables as `"public"."table"`. Here the schema is chosen by the
 * search_path of the migrating transaction, so that prefix is taken off.
 * @param journal the text of `meta/_journal.json`
 * @param readSql gives the text of one SQL file by its tag; what it throws is passed on
 * @throws ZodError or SyntaxError if the journal is not one of drizzle-kit
 */
export function parseMigrations(journal: string, readSql: (tag: string) => string): readonly Migration[] {
  const { entries } = journalSchema.parse(JSON.parse(journal));
  return entries.map((entry) => {
    const statements = splitStatements(readSql(entry.tag));
    return { version: entry.idx + 1, name: entry.tag, hash: hashStatements(statements), statements };
  });
}

function splitStatements(sql: string): readonly string[] {
  return sql
    .replaceAll('\r\n', '\n')
    .split(statementBreakpoint)
    .map((statement) => statement.replaceAll('"public".', '').trim())
    .filter((statement) => statement.length > 0);
}

function hashStatements(statements: readonly string[]): string {
  return createHash('sha256')
    .update(statements.join(`\n${statementBreakpoint}\n`))
    .digest('hex');
}
