import { mkdir } from 'node:fs/promises';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { accountName, AccountFiles } from '@holdfast/desktop/replica/account/account-files';
import type { AccountFile } from '@holdfast/desktop/replica/account/account-files';
import { Replica } from '@holdfast/desktop/replica/replica/replica';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { agent } from './test-rows.ts';
import { testTemplateDirectory } from './test-template.ts';

const offlineAccount: AccountFile = {
  version: 1,
  serverUrl: 'http://127.0.0.1:9',
  deviceId: 11,
  user: { id: agent.id, name: agent.name, email: 'ada@example.test', role: 'agent', locale: 'en' },
  tenant: { slug: 'acme', name: 'Acme' },
};

/** Creates a profile as a session with a server leaves it: an account, an id block, and the rows of a delta. */
export async function writeOfflineProfile(userDataDirectory: string, delta: Delta): Promise<void> {
  const files = new AccountFiles(userDataDirectory);
  await files.remember(offlineAccount);
  const paths = files.pathsOf(accountName(offlineAccount));
  await mkdir(paths.directory, { recursive: true });
  const account = await Replica.open({
    paths,
    template: templateAt(await testTemplateDirectory()),
    userId: offlineAccount.user.id,
    deviceId: offlineAccount.deviceId,
    lockTimeoutMs: 0,
    now: () => new Date(),
    uuid: () => '',
    onChanges: () => {},
    onArrivals: () => {},
  });
  await account.addIds({ firstId: 2 ** 40, size: 4096 });
  await account.apply([delta]);
  await account.close();
}
