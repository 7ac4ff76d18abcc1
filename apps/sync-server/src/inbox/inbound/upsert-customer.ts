import { customerIdentities } from '@holdfast/schema/tables/customer-identities';
import { customers } from '@holdfast/schema/tables/customers';
import { and, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { Contact } from '../../channels/inbound-event.ts';

/**
 * The customer behind a contact of a channel, made when it is the first contact. What the channel says newly
 * fills what we did not know; only the name follows the channel, agents may have corrected the rest.
 * The caller holds the contact's lock.
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
  const told = {
    name: contact.name,
    email: known?.email ?? contact.email ?? null,
    phone: known?.phone ?? contact.phone ?? null,
    locale: known?.locale ?? contact.locale ?? null,
  };
  if (known !== undefined) {
    const changed =
      known.name !== told.name ||
      known.email !== told.email ||
      known.phone !== told.phone ||
      known.locale !== told.locale;
    // An update that changes nothing would be sent to every replica all the same.
    if (changed)
      await tx
        .update(customers)
        .set({ ...told, updatedAt: new Date().toISOString() })
        .where(eq(customers.id, known.id));
    return known.id;
  }
  const [created] = await tx.insert(customers).values(told).returning({ id: customers.id });
  if (created === undefined) throw new Error('the customer was not created');
  await tx
    .insert(customerIdentities)
    .values({ customerId: created.id, channelId, externalId: contact.externalId });
  return created.id;
}
