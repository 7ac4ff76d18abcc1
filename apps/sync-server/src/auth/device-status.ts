import { devices } from '@holdfast/schema/tables/devices';
import { users } from '@holdfast/schema/tables/users';
import type { ErrorCode } from '@holdfast/schema/errors/error-codes';
import { eq, inArray } from 'drizzle-orm';

import type { TenantDatabase } from '../db/with-tenant.ts';

export interface DeviceStatus {
  readonly deviceId: number;
  readonly uuid: string;
  readonly userId: number;
  readonly name: string;
  readonly role: (typeof users.$inferSelect)['role'];
  /** Why the device must not connect; undefined if it may. */
  readonly refusal: ErrorCode | undefined;
}

/** Reads the current status of devices from the database. Devices that do not exist are missing in the result. */
export async function readDeviceStatuses(
  tx: TenantDatabase,
  deviceIds: readonly number[],
): Promise<DeviceStatus[]> {
  const rows = await tx
    .select({ device: devices, user: users })
    .from(devices)
    .innerJoin(users, eq(users.id, devices.userId))
    .where(inArray(devices.id, [...deviceIds]));
  return rows.map(({ device, user }) => ({
    deviceId: device.id,
    uuid: device.uuid,
    userId: user.id,
    name: user.name,
    role: user.role,
    refusal:
      device.revokedAt !== null ? 'HF_DEVICE_REVOKED' : user.isActive ? undefined : 'HF_USER_DEACTIVATED',
  }));
}
