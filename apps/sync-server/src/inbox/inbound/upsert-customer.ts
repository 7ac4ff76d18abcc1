import { customerIdentities } from '@holdfast/schema/tables/customer-identities';
import { customers } from '@holdfast/schema/tables/customers';
import { and, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { Contact } from '../../channels/inbound-event.ts';

/**
 * Finds or creates the customer of a channel's contact and returns its id. The name always follows the channel.
 * Email, phone and locale are filled only if empty, because agents can have corrected them. The caller holds the
 * contact's lock.
 */
export async function upsertCustomer(
  { tx }: TenantTransaction,
  channelId: number,
  contact: Contact,
): Promise<number> {
  const [known] = await tx
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      phone: customers.phone,
      locale: customers.locale,
    })
    .from(customerIdentities)
    .innerJoin(customers, eq(customers.id, customerIdentities.customerId))
    .where(
      and(eq(customerIdentities.channelId, channelId), eq(customerIdentities.externalId, contact.externalId)),
    );
  const next = {
    name: contact.name,
    email: known?.email ?? contact.email ?? null,
    phone: known?.phone ?? contact.phone ?? null,
    locale: known?.locale ?? contact.locale ?? null,
  };
  if (known !== undefined) {
    const changed =
      known.name !== next.name ||
      known.email !== next.email ||
      known.phone !== next.phone ||
      known.locale !== next.locale;
    // Skips updates without a change: every update is sent to the replicas.
    if (changed)
      await tx
        .update(customers)
        .set({ ...next, updatedAt: new Date().toISOString() })
        .where(eq(customers.id, known.id));
    return known.id;
  }
  const [created] = await tx.insert(customers).values(next).returning({ id: customers.id });
  if (created === undefined) throw new Error('the customer was not created');
  await tx
    .insert(customerIdentities)
    .values({ customerId: created.id, channelId, externalId: contact.externalId });
  return created.id;
}
