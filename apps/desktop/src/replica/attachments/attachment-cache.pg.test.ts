import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDirectoryFileStore } from '@holdfast/sync-server/files/file-store';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';

/** A GIF of one pixel. */
const picture = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

let world: SyncedWorld;

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
afterAll(async () => {
  await world.stop();
});

test('images of held conversations are cached ahead of use and removed when the conversation leaves', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const attachmentId = await attachPicture(conversationId);
  const program = await world.startProgram();
  const window = program.openWindow();
  await world.signIn(window, user);

  const file = await program.openAttachment(attachmentId);
  expect(file.mimeType).toBe('image/gif');
  expect(await readFile(file.path ?? '')).toEqual(picture);

  world.partition();
  expect(await program.openAttachment(attachmentId)).toEqual(file);
  expect(await program.openAttachment(attachmentId + 1)).toMatchObject({ path: null });

  await world.sql(`update conversations set assigned_to = null where id = $1`, [conversationId]);
  world.heal();
  program.connectNow();
  await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 0);
  expect(await program.openAttachment(attachmentId)).toMatchObject({ path: null });
  const directory = join(
    program.userDataDirectory,
    'accounts',
    `${world.tenant.slug}-${user.id}`,
    'attachments',
  );
  await expect.poll(() => readdir(directory)).toEqual([]);
  await program.stop();
  await rm(program.userDataDirectory, { recursive: true, force: true });
});

async function attachPicture(conversationId: number): Promise<number> {
  const key = await createDirectoryFileStore(world.filesDirectory).put(world.tenant.slug, picture, 'gif');
  const [row] = await world.sql<{ id: string }>(
    `insert into message_attachments (message_id, conversation_id, type, url, mime_type, filename, file_size)
    select id, conversation_id, 'image', $2, 'image/gif', 'pixel.gif', $3 from messages
    where conversation_id = $1 limit 1 returning id`,
    [conversationId, key, picture.length],
  );
  return Number(row?.id);
}
