import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';
import { mutationResults } from '@holdfast/schema/tables/mutation-results';
import { and, eq } from 'drizzle-orm';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant, type TenantDatabase, type TenantTransaction } from '../../db/with-tenant.ts';
import { authorizeMutation } from './authorize-mutation.ts';
import type { EnqueueOutboundMessages } from './enqueue-outbound-messages.ts';
import { lockDevice, type LockedDevice, type MutatingDevice } from './lock-device.ts';
import { refusalOf } from './refusal-of.ts';
import { hooksOf } from './server-hooks.ts';

export interface ApplyMutationRequest {
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly device: MutatingDevice;
  readonly enqueueOutboundMessages: EnqueueOutboundMessages;
  /**
   * Called for each mutation after the commit. `code` is the refusal's error code, or null if the mutation was applied.
   */
  readonly onSettled?: (code: string | null) => void;
}

/** Applies or refuses one mutation in its own transaction. */
export function applyMutation(request: ApplyMutationRequest, mutation: Mutation): Promise<PushReply> {
  return applyBatch(request, [mutation], 'recorded');
}

/**
 * Applies mutations in order, each exactly once (rule M2), in one transaction under a lock on the device: their
 * effects, their results and the advance of `last_mutation_id`. Mutations that already have a result are skipped; the
 * first gap ends the run. An infrastructure failure throws and advances nothing. The commit sends no wake-up:
 * `applyMutations` does.
 * @param refusals `recorded`: a refusal is recorded as a result. `thrown`: a refusal is thrown and nothing is applied.
 *   This saves two round trips per mutation.
 * @throws MutationRefused if a mutation is refused and `refusals` is `thrown`
 */
export async function applyBatch(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
  refusals: 'recorded' | 'thrown',
): Promise<PushReply> {
  const { pool, schemaName, device } = request;
  let settled: readonly Settled[] = [];
  const inTransaction = async (transaction: TenantTransaction): Promise<PushReply> => {
    const locked = await lockDevice(transaction, device);
    if (mutations.length > 1) await lockConversations(transaction, mutations);
    const run = new MutationRun(transaction, locked);
    for (const mutation of mutations) {
      if (mutation.id > run.lastMutationId + 1) break;
      if (mutation.id <= run.lastMutationId) await requireSameMutation(transaction, device, mutation);
      else await (refusals === 'thrown' ? run.apply(mutation) : run.applyOrRefuse(mutation));
    }
    const { messageIds, lastMutationId } = run;
    if (messageIds.length > 0) await request.enqueueOutboundMessages(transaction, messageIds);
    settled = run.settled;
    if (settled.length > 0) await recordResults(transaction, device, settled);
    const isGap = mutations.some(({ id }) => id > lastMutationId);
    return isGap ? { type: 'gap', expectedId: lastMutationId + 1 } : { type: 'accepted', lastMutationId };
  };
  const reply = await withTenant(pool, schemaName, { wakesReplicas: false }, inTransaction);
  for (const { refusal } of settled) request.onSettled?.(refusal?.code ?? null);
  return reply;
}

interface Settled {
  readonly mutation: Mutation;
  readonly refusal: MutationRefused | null;
}

/** The mutations that one transaction has applied or refused so far. */
class MutationRun {
  readonly settled: Settled[] = [];
  /** Messages to send after the commit. */
  readonly messageIds: number[] = [];
  readonly #transaction: TenantTransaction;
  readonly #device: LockedDevice;
  #lastMutationId: number;

  constructor(transaction: TenantTransaction, device: LockedDevice) {
    this.#transaction = transaction;
    this.#device = device;
    this.#lastMutationId = device.lastMutationId;
  }

  get lastMutationId(): number {
    return this.#lastMutationId;
  }

  /** Throws the refusal. The transaction must then be rolled back. */
  async apply(mutation: Mutation): Promise<void> {
    await this.#run(mutation, this.#transaction.tx);
    this.#settle(mutation, null);
  }

  /** Runs in a savepoint, so that a refusal undoes the mutation's effects and its result can still be written. */
  async applyOrRefuse(mutation: Mutation): Promise<void> {
    try {
      await this.#transaction.tx.transaction((savepoint) => this.#run(mutation, savepoint));
      this.#settle(mutation, null);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      this.#settle(mutation, refusal);
    }
  }

  async #run(mutation: Mutation, tx: TenantDatabase): Promise<void> {
    const { userId, now } = this.#device;
    const inside = { tx, client: this.#transaction.client };
    const prepared = prepareMutation(mutation);
    const hooks = hooksOf(prepared);
    const before = await authorizeMutation(tx, this.#device, prepared);
    await hooks.guard?.(inside, prepared.args, this.#device);
    await prepared.run(tx, { now, composedAt: mutation.composedAt, userId });
    await hooks.after?.(inside, prepared.args, before);
    this.messageIds.push(...(hooks.outboundMessages?.(prepared.args) ?? []));
  }

  #settle(mutation: Mutation, refusal: MutationRefused | null): void {
    this.settled.push({ mutation, refusal });
    this.#lastMutationId = mutation.id;
  }
}

/** Locks in the order of the ids. Otherwise two devices that write to the same conversations could deadlock. */
async function lockConversations(
  { client }: TenantTransaction,
  mutations: readonly Mutation[],
): Promise<void> {
  const ids = mutations.flatMap((mutation) => prepareMutation(mutation).conversationId ?? []);
  await client.query({
    name: 'lock-conversations',
    text: 'select from conversations where id = any($1::bigint[]) order by id for update',
    values: [ids],
  });
}

async function recordResults(
  { client }: TenantTransaction,
  { deviceId }: MutatingDevice,
  settled: readonly Settled[],
): Promise<void> {
  const results = settled.map(({ mutation: { id, uuid, name }, refusal }) => ({
    id,
    uuid,
    name,
    outcome: refusal === null ? 'applied' : 'refused',
    code: refusal?.code ?? null,
    details: refusal?.details ?? {},
  }));
  await client.query({
    name: 'record-results',
    text: `with advanced as (
        update devices set last_mutation_id = $2, updated_at = now() where id = $1
      )
      insert into mutation_results (device_id, mutation_id, uuid, name, outcome, code, details)
      select $1, result.id, result.uuid, result.name, result.outcome, result.code, result.details
      from jsonb_to_recordset($3::jsonb)
        as result (id bigint, uuid uuid, name text, outcome text, code text, details jsonb)`,
    values: [deviceId, settled.at(-1)?.mutation.id, JSON.stringify(results)],
  });
}

/**
 * A device that was restored from a backup assigns ids that are already used.
 * @throws HoldfastError HF_MUTATION_ID_REUSED if the recorded mutation has another uuid (rule M2)
 */
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
