import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { lena } from '../journey/customers.ts';
import { Journey } from '../journey/journey.ts';
import { lenaInPostgres } from '../journey/lena-in-postgres.ts';

test('a damaged replica is rebuilt from the server, and its queued changes are sent once', async ({
  world,
  launch,
}) => {
  const journey = new Journey(world, launch);
  await journey.begin();
  await journey.customerWrites();
  await journey.seeNewConversation();
  await world.server.stop();
  await journey.replyWithCannedResponse();
  await journey.addNoteAndTag();

  const app = journey.app('amira');
  await app.kill();
  damageReplica(app.options.profile);
  await journey.startApp('amira');
  await world.server.start();
  await journey.connectAgain('amira');

  await journey.inbox('amira').open(lena.contact.name);
  await journey.seeEverythingSent();
  await expect
    .poll(() => lenaInPostgres(world.database))
    .toMatchObject({
      conversations: 1,
      inbound: 1,
      replies: 1,
      notes: 1,
      tags: 1,
      timesCannedResponseUsed: 1,
    });
});

/** Damages the replica like a failing disk: overwrites the control file and truncates the tables. */
function damageReplica(profile: string): void {
  const accounts = join(profile, 'accounts');
  const files = readdirSync(accounts, { recursive: true, encoding: 'utf8' }).map((file) =>
    join(accounts, file),
  );
  for (const file of files) {
    if (file.endsWith('global/pg_control')) writeFileSync(file, Buffer.alloc(8192, 0xa5));
    if (/replica\/base\/\d+\/\d+$/.test(file)) truncateSync(file, 100);
  }
}
