import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import { isBroken } from '@holdfast/schema/proof/broken-rules';
import { reach } from '@holdfast/schema/proof/failpoints';
import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';
import { devices } from '@holdfast/schema/tables/devices';
import { mutationResults } from '@holdfast/schema/tables/mutation-results';
import { and, eq } from 'drizzle-orm';
import type { Pool } from 'pg';

import { withTenant, type TenantTransaction } from '../../db/with-tenant.ts';
import { authoriseMutation } from './authorise-mutation.ts';
import { followUpMutation, type EnqueueOutboundMessage } from './follow-up-mutation.ts';
import { guardStaleReply } from './guard-stale-reply.ts';
import { lockDevice, type LockedDevice, type MutatingDevice } from './lock-device.ts';
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
    const locked = await lockDevice(transaction, device);
    const { lastMutationId } = locked;
    if (mutation.id <= lastMutationId) {
      await requireSameMutation(transaction, device, mutation);
      return { type: 'accepted', lastMutationId };
    }
    if (mutation.id > lastMutationId + 1) return { type: 'gap', expectedId: lastMutationId + 1 };
    const refusal = await attempt(transaction, { ...request, device: locked }, mutation);
    await recordResult(transaction, { device, mutation, refusal });
    settled.push(refusal?.code ?? null);
    await reach('mutation-commit');
    return { type: 'accepted', lastMutationId: mutation.id };
  };
  const reply = await withTenant(pool, schemaName, { isAnnounced: false }, inTransaction);
  await reach('mutation-committed');
  for (const code of settled) request.onSettled?.(code);
  return reply;
}

interface Settled {
  readonly device: MutatingDevice;
  readonly mutation: Mutation;
  readonly refusal: MutationRefused | null;
}

async function recordResult({ client }: TenantTransaction, settled: Settled): Promise<void> {
  const { device, mutation, refusal } = settled;
  await client.query({
    name: 'record-result',
    text: `with advanced as (
        update devices set last_mutation_id = $2, updated_at = now() where id = $1
      )
      insert into mutation_results (device_id, mutation_id, uuid, name, outcome, code, details)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      device.deviceId,
      mutation.id,
      mutation.uuid,
      mutation.name,
      refusal === null ? 'applied' : 'refused',
      refusal?.code ?? null,
      refusal?.details ?? {},
    ],
  });
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
  request: ApplyMutationRequest & { readonly device: LockedDevice },
  mutation: Mutation,
): Promise<MutationRefused | null> {
  try {
    await transaction.tx.transaction(async (savepoint) => {
      const prepared = prepareMutation(mutation);
      await authoriseMutation(savepoint, request.device, prepared);
      const inside = { tx: savepoint, client: transaction.client };
      await guardStaleReply(inside, prepared);
      const { userId, now } = request.device;
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
