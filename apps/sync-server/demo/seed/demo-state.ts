import { platforms } from '@holdfast/schema/domain/platform';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

/** What scripts need to use the demo workspace. It contains secrets, so only the owner can read the file. */
export const demoStateSchema = z.object({
  tenant: z.string(),
  password: z.string(),
  users: z.array(z.object({ name: z.string(), email: z.string(), role: z.string() })),
  /** Every channel of the workspace; the first is the plain HTTP channel. */
  channels: z
    .array(
      z.object({
        id: z.number(),
        platform: z.enum(platforms),
        apiKey: z.string(),
        signingSecret: z.string(),
      }),
    )
    .min(1),
});
export type DemoState = z.infer<typeof demoStateSchema>;
export type DemoChannelKeys = DemoState['channels'][number];

/** Returns the state, or undefined if the file is missing or invalid; new secrets are then generated. */
export async function readDemoState(file: string): Promise<DemoState | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return demoStateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export async function writeDemoState(file: string, state: DemoState): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
