import type { Presence } from '@holdfast/schema/protocol/presence';
import type { PresentPerson } from '../../contract/presence.ts';
import type { PersonReference } from '../../contract/references.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { presenceKey } from '../live/change-set.ts';
import type { NamedQuery } from './query-context.ts';

export const conversationPresence: NamedQuery<'conversation.presence'> = async (context, { id }) => {
  const people = context.presence.in(id);
  return {
    result: withNames(people, await readNames(context.database, people)),
    dependsOn: [presenceKey(id), 'table:users'],
  };
};

export const inboxPresence: NamedQuery<'inbox.presence'> = async ({ database, presence }) => {
  const entries = [...presence.all];
  const names = await readNames(
    database,
    entries.flatMap(([, people]) => people),
  );
  return {
    result: entries
      .map(([conversationId, people]) => ({ conversationId, people: withNames(people, names) }))
      .filter(({ people }) => people.length > 0),
    dependsOn: ['presence', 'table:users'],
  };
};

async function readNames(
  database: ReplicaDatabase,
  people: Presence['people'],
): Promise<readonly PersonReference[]> {
  if (people.length === 0) return [];
  return await database.rows<PersonReference>(
    `select id, name, avatar_url as "avatarUrl" from users where id = any($1::bigint[]) order by lower(name), id`,
    [people.map(({ userId }) => userId)],
  );
}

/** A person whose user row has not arrived yet is omitted; the query runs again when it arrives. */
function withNames(people: Presence['people'], names: readonly PersonReference[]): readonly PresentPerson[] {
  return names.flatMap((person) => {
    const present = people.find(({ userId }) => userId === person.id);
    return present === undefined ? [] : [{ ...person, activity: present.activity }];
  });
}
