import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

import { listDevices } from '../../users/list-devices.ts';
import { revokeDevice } from '../../users/revoke-device.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';

interface OfTenant {
  readonly tenant: string;
}

export function registerDevice(program: Command): void {
  const device = program.command('device').description('the installations of the app');

  const list = command('list', 'list the devices of a tenant').requiredOption('--tenant <slug>');
  device.addCommand(onRun(list, runListDevices));

  const revoke = command('revoke', 'end the session of a device')
    .argument('<id>', 'id of the device, as shown by `device list`', deviceId)
    .requiredOption('--tenant <slug>');
  device.addCommand(onRun(revoke, runRevokeDevice));
}

async function runListDevices({ tenant }: OfTenant) {
  const devices = await withPool((pool) => listDevices(pool, tenant));
  return { data: devices, text: formatTable(devices, 'No user of this tenant has signed in yet.') };
}

async function runRevokeDevice({ tenant }: OfTenant, [id = '']: readonly string[]) {
  const input = { tenant, deviceId: Number(id), actor: operatorName() };
  const device = await withPool((pool) => revokeDevice(pool, input));
  return { data: device, text: `Device ${device.id} (${device.name}) is revoked.` };
}

function deviceId(value: string): string {
  if (!/^[1-9]\d{0,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
