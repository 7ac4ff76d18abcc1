import { text } from 'node:stream/consumers';
import { setInterval as every } from 'node:timers/promises';

import { createWakeUps } from '@holdfast/sync-server/wake-ups/create-wake-ups';
import type { CreateWakeUpsOptions } from '@holdfast/sync-server/wake-ups/create-wake-ups';

/** The process's only argument, as JSON. */
export interface AnnouncingProcessOptions extends Pick<CreateWakeUpsOptions, 'settings' | 'databaseUrl'> {
  readonly schemaName: string;
}

// A program: announces a tenant until its input ends, then stops. It exits only if no handle was left open.
const options = JSON.parse(process.argv[2] ?? '') as AnnouncingProcessOptions;
const wakeUps = await createWakeUps({
  ...options,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
let isWanted = true;
void text(process.stdin).then(() => {
  isWanted = false;
});
for await (const _ of every(20)) {
  if (!isWanted) break;
  wakeUps.announce(options.schemaName);
}
await wakeUps.stop();
