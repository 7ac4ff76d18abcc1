import { platforms } from '@holdfast/schema/domain/platform';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

/** What scripts must know to use the demo workspace. Holds secrets: only its owner may read the file. */
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

/** The state, or undefined when there is no file or one that cannot be used: then new secrets are made. */
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
