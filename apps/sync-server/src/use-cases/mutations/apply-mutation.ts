import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { isBroken } from '@holdfast/schema/proof/broken-rules';
import { reach } from '@holdfast/schema/proof/failpoints';
import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';
import { devices } from '@holdfast/schema/tables/devices';
import { mutationResults } from '@holdfast/schema/tables/mutation-results';
import { and, eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';

import { withTenant, type TenantTransaction } from '../../db/with-tenant.ts';
import { authoriseMutation, type MutatingDevice } from './authorise-mutation.ts';
import { followUpMutation, type EnqueueOutboundMessage } from './follow-up-mutation.ts';
import { guardStaleReply } from './guard-stale-reply.ts';
import { refusalOf } from './refusal-of.ts';

export interface ApplyMutationRequest {
  readonly pool: Pool;
  readonly schemaName: string;
  readonly device: MutatingDevice;
  readonly enqueueOutboundMessage: EnqueueOutboundMessage;
  /** Told after each commit what became of a mutation; the code is null where it was applied. */
  readonly onSettled?: (code: string | null) => void;
}

/**
 * Carries out one mutation exactly once (rule M2): its effects, its result and the advance of `last_mutation_id` are one
 * transaction, under a lock on the device. One that was dealt with before is passed over, one that leaves a gap is not
 * touched. A failure of the machine throws and advances nothing. The commit is not announced: see `applyMutations`.
 */
export async function applyMutation(request: ApplyMutationRequest, mutation: Mutation): Promise<PushReply> {
  const { pool, schemaName, device } = request;
  const settled: (string | null)[] = [];
  const inTransaction = async (transaction: TenantTransaction): Promise<PushReply> => {
    if (isBroken('M2')) await forget(transaction, device, mutation);
    const lastMutationId = await lockDevice(transaction, device);
    if (mutation.id <= lastMutationId) {
      await requireSameMutation(transaction, device, mutation);
      return { type: 'accepted', lastMutationId };
    }
    if (mutation.id > lastMutationId + 1) return { type: 'gap', expectedId: lastMutationId + 1 };
    const refusal = await attempt(transaction, request, mutation);
    await transaction.tx.insert(mutationResults).values({
      deviceId: device.deviceId,
      mutationId: mutation.id,
      uuid: mutation.uuid,
      name: mutation.name,
      outcome: refusal === null ? 'applied' : 'refused',
      code: refusal?.code ?? null,
      details: refusal?.details ?? {},
    });
    await transaction.tx
      .update(devices)
      .set({ lastMutationId: mutation.id, updatedAt: sql`now()` })
      .where(eq(devices.id, device.deviceId));
    settled.push(refusal?.code ?? null);
    await reach('mutation-commit');
    return { type: 'accepted', lastMutationId: mutation.id };
  };
  const reply = await withTenant(pool, schemaName, { isAnnounced: false }, inTransaction);
  await reach('mutation-committed');
  for (const code of settled) request.onSettled?.(code);
  return reply;
}

/** Two connections of one device push one after the other. */
async function lockDevice({ tx }: TenantTransaction, device: MutatingDevice): Promise<number> {
  const [row] = await tx
    .select({ lastMutationId: devices.lastMutationId, revokedAt: devices.revokedAt })
    .from(devices)
    .where(and(eq(devices.id, device.deviceId), eq(devices.userId, device.userId)))
    .for('update');
  if (row === undefined || row.revokedAt !== null) throw new HoldfastError('HF_DEVICE_REVOKED');
  return row.lastMutationId;
}

/** As if it had never come; only while rule M2 is switched off. */
async function forget(
  { tx }: TenantTransaction,
  { deviceId }: MutatingDevice,
  { id }: Mutation,
): Promise<void> {
  await tx
    .delete(mutationResults)
    .where(and(eq(mutationResults.deviceId, deviceId), eq(mutationResults.mutationId, id)));
  await tx
    .update(devices)
    .set({ lastMutationId: id - 1 })
    .where(eq(devices.id, deviceId));
}

/** A device that was restored from an old copy numbers new work with numbers that are taken: it must be told. */
async function requireSameMutation(
  { tx }: TenantTransaction,
  device: MutatingDevice,
  mutation: Mutation,
): Promise<void> {
  const [known] = await tx
    .select({ uuid: mutationResults.uuid })
    .from(mutationResults)
    .where(and(eq(mutationResults.deviceId, device.deviceId), eq(mutationResults.mutationId, mutation.id)));
  if (known !== undefined && known.uuid !== mutation.uuid) {
    throw new HoldfastError('HF_MUTATION_ID_REUSED', { details: { mutationId: mutation.id } });
  }
}

/** Runs it in a savepoint, so that a refusal undoes what it began and the result can still be written. */
async function attempt(
  transaction: TenantTransaction,
  request: ApplyMutationRequest,
  mutation: Mutation,
): Promise<MutationRefused | null> {
  try {
    await transaction.tx.transaction(async (savepoint) => {
      const prepared = prepareMutation(mutation);
      await authoriseMutation(savepoint, request.device, prepared);
      const inside = { tx: savepoint, client: transaction.client };
      await guardStaleReply(inside, prepared);
      const { userId } = request.device;
      const now = await transactionTime(transaction);
      await prepared.run(savepoint, { now, composedAt: mutation.composedAt, userId });
      await followUpMutation(inside, prepared, request.enqueueOutboundMessage);
    });
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function transactionTime({ client }: TenantTransaction): Promise<string> {
  const { rows } = await client.query<{ now: string }>(`select to_json(now()) #>> '{}' as now`);
  const [row] = rows;
  if (row === undefined)
    throw new HoldfastError('HF_INTERNAL', { details: { reason: 'no transaction time' } });
  return row.now;
}
