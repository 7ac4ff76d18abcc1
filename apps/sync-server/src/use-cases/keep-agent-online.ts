import { agentPresence } from '@holdfast/schema/tables/agent-presence';
import { eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/** How long a sign of life keeps an agent online. Sessions give one every third of it. */
export const PRESENCE_SECONDS = 60;

/** A sign of life of an agent: online from now for a while. Never shortens what another device of theirs has promised. */
export async function keepAgentOnline({ tx }: TenantTransaction, userId: number): Promise<void> {
  const onlineUntil = sql`clock_timestamp() + make_interval(secs => ${PRESENCE_SECONDS})`;
  await tx
    .insert(agentPresence)
    .values({ userId, onlineUntil })
    .onConflictDoUpdate({
      target: agentPresence.userId,
      set: { onlineUntil: sql`greatest(${agentPresence.onlineUntil}, excluded.online_until)` },
    });
}

/** The agent's last session ended: no new conversations from now on. */
export async function endAgentPresence({ tx }: TenantTransaction, userId: number): Promise<void> {
  await tx
    .update(agentPresence)
    .set({ onlineUntil: sql`clock_timestamp()` })
    .where(eq(agentPresence.userId, userId));
}
