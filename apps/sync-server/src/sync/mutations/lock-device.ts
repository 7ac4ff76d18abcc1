import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { UserRole } from '@holdfast/schema/domain/user';
import type { IdBlock } from '@holdfast/schema/ids/id-block';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/** The device that pushed a mutation, and its user, from the socket's token. */
export interface MutatingDevice {
  readonly deviceId: number;
  readonly userId: number;
}

/** A locked device with the data that its mutations need. One query reads it, to save round trips in long queues. */
export interface LockedDevice extends MutatingDevice {
  readonly lastMutationId: number;
  readonly role: UserRole;
  readonly blocks: readonly IdBlock[];
  /** Start time of the transaction. */
  readonly now: string;
}

/**
 * Locks the device, so that pushes on two connections of one device run one after the other.
 * @throws HoldfastError HF_DEVICE_REVOKED if the device is revoked or gone
 */
export async function lockDevice(
  { client }: TenantTransaction,
  device: MutatingDevice,
): Promise<LockedDevice> {
  const { rows } = await client.query<{
    last_mutation_id: string;
    role: UserRole;
    blocks: IdBlock[];
    now: string;
  }>({
    name: 'lock-device',
    text: `select devices.last_mutation_id, users.role, to_json(now()) #>> '{}' as now,
        (select coalesce(json_agg(json_build_object('firstId', first_id, 'size', size)), '[]')
         from id_blocks where device_id = devices.id) as blocks
      from devices join users on users.id = devices.user_id
      where devices.id = $1 and devices.user_id = $2 and devices.revoked_at is null
      for update of devices`,
    values: [device.deviceId, device.userId],
  });
  const [row] = rows;
  if (row === undefined) throw new HoldfastError('HF_DEVICE_REVOKED');
  const { last_mutation_id: lastMutationId, role, blocks, now } = row;
  return { ...device, lastMutationId: Number(lastMutationId), role, blocks, now };
}
