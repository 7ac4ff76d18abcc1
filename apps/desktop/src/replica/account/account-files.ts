import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { userRoles } from '@holdfast/schema/domain/user';
import { createDirectoryDurably, replaceFileDurably } from '../journal/durable-files.ts';
import { SerialQueue } from '../replica/serial-queue.ts';
import type { SignInResponse } from '../sync/sign-in-response.ts';

/** Identifies the account of a folder, so that it opens without the server. Contains no secret. */
export const accountSchema = z.object({
  version: z.literal(1),
  serverUrl: z.url(),
  deviceId: z.number().int(),
  user: z.object({
    id: z.number().int(),
    name: z.string(),
    email: z.string(),
    role: z.enum(userRoles),
    locale: z.string().nullable(),
  }),
  tenant: z.object({ slug: z.string(), name: z.string() }),
});
export type AccountFile = z.infer<typeof accountSchema>;

const installationSchema = z.object({ version: z.literal(1), deviceUuid: z.uuid() });
const lastSchema = z.object({ version: z.literal(1), account: z.string().nullable() });

export interface AccountPaths {
  readonly directory: string;
  readonly database: string;
  readonly journal: string;
  readonly lock: string;
  readonly attachments: string;
  readonly storageLimit: string;
}

/** The account folders of a profile, `<userData>/accounts/<tenant>-<userId>/`, and the name of the one opened last. */
export class AccountFiles {
  readonly #root: string;
  /** One writer at a time: renewed tokens and a sign-out can write at the same moment. */
  readonly #writes = new SerialQueue();

  constructor(userDataDirectory: string) {
    this.#root = join(userDataDirectory, 'accounts');
  }

  pathsOf(name: string): AccountPaths {
    return pathsIn(join(this.#root, name));
  }

  /** The same at every start of this installation. The server identifies the device by it. */
  async deviceUuid(create: () => string): Promise<string> {
    const path = join(this.#root, 'installation.json');
    const known = await readJson(path, installationSchema);
    if (known !== undefined) return known.deviceUuid;
    const deviceUuid = create();
    await this.#write(path, { version: 1, deviceUuid });
    return deviceUuid;
  }

  /** The account that was opened last. It opens at start without a sign-in. */
  async last(): Promise<AccountFile | undefined> {
    const last = await readJson(join(this.#root, 'last.json'), lastSchema);
    if (last?.account == null) return undefined;
    return await readJson(join(this.#root, last.account, 'device.json'), accountSchema);
  }

  remember(account: AccountFile): Promise<void> {
    return this.#writes.run(async () => {
      const name = accountName(account);
      await createDirectoryDurably(join(this.#root, name));
      await this.#write(join(this.#root, name, 'device.json'), account);
      await this.#write(join(this.#root, 'last.json'), { version: 1, account: name });
    });
  }

  /** Called on sign-out: no account opens at the next start, and the folder of this one is deleted. */
  forget(account: AccountFile): Promise<void> {
    return this.#writes.run(async () => {
      await this.#write(join(this.#root, 'last.json'), { version: 1, account: null });
      await rm(join(this.#root, accountName(account)), { recursive: true, force: true });
    });
  }

  /** Resolves when all writes requested so far are done. */
  settled(): Promise<void> {
    return this.#writes.idle();
  }

  async #write(path: string, content: unknown): Promise<void> {
    await createDirectoryDurably(this.#root);
    await replaceFileDurably(path, `${JSON.stringify(content, null, 2)}\n`);
  }
}

export function pathsIn(directory: string): AccountPaths {
  return {
    directory,
    database: join(directory, 'replica'),
    journal: join(directory, 'journal'),
    lock: join(directory, 'lock'),
    attachments: join(directory, 'attachments'),
    storageLimit: join(directory, 'storage-limit.json'),
  };
}

export function accountName(account: Pick<AccountFile, 'tenant' | 'user'>): string {
  return `${account.tenant.slug}-${account.user.id}`;
}

export function accountOf(signedIn: SignInResponse, serverUrl: string): AccountFile {
  const { deviceId, user, tenant } = signedIn;
  return { version: 1, serverUrl, deviceId, user, tenant };
}

/** Undefined if the file is missing or damaged: signing in creates each of these files again. */
async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
