import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { automatedReplies } from '@holdfast/schema/tables/automated-replies';
import { cannedResponses } from '@holdfast/schema/tables/canned-responses';
import { conversationTags } from '@holdfast/schema/tables/conversation-tags';
import { slaPolicies } from '@holdfast/schema/tables/sla-policies';
import { templates } from '@holdfast/schema/tables/templates';
import { users } from '@holdfast/schema/tables/users';
import { eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../src/db/with-tenant.ts';
import { createChannel } from '../../src/channels/create-channel.ts';
import { demoCannedResponses } from './canned-responses.ts';
import { demoPeople } from './people.ts';
import * as reference from './reference-rows.ts';

/** Ids that conversations refer to, by the names used in the plan. */
export interface ReferenceIds {
  /** In the order of `demoPeople`. */
  users: readonly number[];
  channels: ReadonlyMap<string, number>;
  tags: ReadonlyMap<string, number>;
  defaultPolicy: { id: number; firstResponseTimeMinutes: number; resolutionTimeHours: number };
}

export async function insertReferenceRows(
  transaction: TenantTransaction,
  now: number,
): Promise<ReferenceIds> {
  const { tx } = transaction;
  const people = await tx
    .insert(users)
    .values([...demoPeople])
    .returning({ id: users.id, email: users.email });
  const userIds = new Map(people.map((person) => [person.email, person.id]));
  const tagRows = await tx
    .insert(conversationTags)
    .values([...reference.demoTags])
    .returning({ id: conversationTags.id, name: conversationTags.name });
  await tx.insert(slaPolicies).values([...reference.demoSlaPolicies]);
  await tx.insert(cannedResponses).values(cannedResponseRows(userIds, now));
  await tx
    .insert(automatedReplies)
    .values(reference.demoAutomatedReplies.map((reply) => ({ ...reply, keywords: [...reply.keywords] })));
  const channelIds = await insertChannels(transaction);
  await tx.insert(templates).values(
    reference.demoTemplates.map((template) => ({
      ...template,
      channelId: channelIds.get('whatsapp') ?? null,
    })),
  );
  const [defaultPolicy] = await tx.select().from(slaPolicies).where(eq(slaPolicies.isDefault, true));
  if (defaultPolicy === undefined) throw new Error('the tenant has no default SLA policy');
  return {
    users: demoPeople.map((person) => userIds.get(person.email) ?? 0),
    channels: channelIds,
    tags: new Map(tagRows.map((tag) => [tag.name, tag.id])),
    defaultPolicy,
  };
}

async function insertChannels(transaction: TenantTransaction): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const channel of reference.demoChannels) {
    const settings = { isBridged: channel.platform !== 'http' };
    const { channelId } = await createChannel(transaction, { ...channel, settings });
    ids.set(channel.platform, channelId);
  }
  return ids;
}

function cannedResponseRows(userIds: ReadonlyMap<string, number>, now: number) {
  const random = new SeededRandom(7);
  return demoCannedResponses.map(({ owner, ...response }) => {
    const usageCount = Math.round(random.next() ** 3 * 180);
    const lastUsedAt =
      usageCount === 0 ? null : new Date(now - random.between(1, 400) * 3_600_000).toISOString();
    return {
      ...response,
      userId: owner === undefined ? null : (userIds.get(owner) ?? null),
      isShared: owner === undefined,
      usageCount,
      lastUsedAt,
    };
  });
}
