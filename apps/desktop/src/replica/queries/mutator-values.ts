import type { AnyMutator, ChangedRows } from '@holdfast/schema/mutators/mutator';
import { mutatorNames, mutators } from '@holdfast/schema/mutators/registry';

const definitions: readonly AnyMutator[] = mutatorNames.map((name) => mutators[name]);

/** SQL: `written (mutator, mode)`, the mutators whose `content` is text of the agent. */
export const writtenTexts = valuesOf(
  'written (mutator, mode)',
  definitions.flatMap(({ name, writes }) => (writes === undefined ? [] : [[name, writes.mode]])),
);

/**
 * SQL: the newest queued mutation of each row that one changes, as (row_id, mutation_id).
 * @param conversation the placeholder of the conversation's id
 */
export function queuedMutations(table: ChangedRows<string>['table'], conversation: string): string {
  const arguments_ = definitions.flatMap(({ name, changes }) =>
    changes?.table === table ? changes.ids.map((argument) => [name, argument]) : [],
  );
  return `(select (args->>argument)::bigint as row_id, max(mutation_id) as mutation_id
    from outbox join ${valuesOf('changing (mutator, argument)', arguments_)} on mutator = name
    where conversation_id = ${conversation} and state = 'queued' group by 1)`;
}

/** The names come from definitions, never from outside. */
function valuesOf(alias: string, rows: readonly (readonly string[])[]): string {
  const values = rows.map((row) => `(${row.map((value) => `'${value}'`).join(', ')})`);
  return `(values ${values.join(', ')}) as ${alias}`;
}
