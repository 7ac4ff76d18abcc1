import { expect, test } from '../fixtures.ts';
import { lena, morning } from '../journey/customers.ts';
import { Journey } from '../journey/journey.ts';
import { lenaConversationId, lenaInPostgres } from '../journey/lena-in-postgres.ts';
import { journeyTexts } from '../journey/journey-texts.ts';
import { tracesOfConversation, withReplica } from '../world/replica-files.ts';
import { saveScreenshot } from '../world/screenshots.ts';
import { photographThemes } from './photograph-themes.ts';
import { tell } from './tell.ts';

test('the main job, end to end', async ({ world, launch, notifications }) => {
  const { database, server, amira } = world;
  const journey = new Journey(world, launch);
  const countNotifications = (text: string) =>
    notifications.shown.filter(({ title, body }) => `${title} ${body}`.includes(text)).length;

  await tell('0. Amira signs in and sees the messages of the morning', async () => {
    await journey.begin();
    await journey.app('amira').resize(1280, 800);
  });

  await tell(
    '1. A customer writes; the server assigns the conversation to the agent who is online',
    async () => {
      await journey.customerWrites();
      await expect
        .poll(() => lenaInPostgres(database))
        .toMatchObject({ conversations: 1, inbound: 1, assignedTo: amira.id });
      const how = await database.rows(
        'select assignment_type from conversation_assignments where conversation_id = $1',
        [await lenaConversationId(database)],
      );
      expect(how).toEqual([{ assignment_type: 'auto_round_robin' }]);
    },
  );

  await tell('2. The conversation appears without a reload, with a notification and a badge', async () => {
    await journey.seeNewConversation();
    await expect.poll(() => countNotifications(lena.contact.name)).toBe(1);
    await expect.poll(() => journey.app('amira').windowTitle()).toBe(`(${morning.length + 1}) Holdfast`);
    await saveScreenshot(journey.app('amira').page, 'tour-2-new-conversation');
  });

  await tell('3. The server stops; a canned reply, a note and a tag show at once as queued', async () => {
    await server.stop();
    await expect(journey.inbox('amira').connectionBar).toContainText('Offline since');
    await journey.inbox('amira').open(lena.contact.name);
    await journey.conversation('amira').text.pressSequentially('/');
    await expect(journey.conversation('amira').cannedResponses).toBeVisible();
    await saveScreenshot(journey.app('amira').page, 'tour-3-canned-responses');
    await journey.conversation('amira').text.fill('');
    await journey.replyWithCannedResponse();
    await journey.addNoteAndTag();
    await journey.seeQueuedWork();
    await saveScreenshot(journey.app('amira').page, 'tour-3-queued');
    expect(await lenaInPostgres(database)).toMatchObject({ replies: 0, notes: 0, tags: 0 });
    await journey.leaveDraft();
  });

  let queuedId = 0;
  await tell('4. The app is killed and restarted offline; all changes are still there', async () => {
    const app = journey.app('amira');
    await app.kill();
    queuedId = await withReplica(app.options.profile, async (replica) => {
      const { rows } = await replica.query<{ id: number }>('select id from messages where content = $1', [
        journeyTexts.reply,
      ]);
      return rows[0]?.id ?? 0;
    });
    expect(queuedId).toBeGreaterThanOrEqual(2 ** 40);
    await journey.startApp('amira');
    await journey.app('amira').resize(1280, 800);
    await journey.seeQueuedWork();
    await journey.seeDraft();
    await saveScreenshot(journey.app('amira').page, 'tour-4-after-the-kill');
  });

  await tell('5. The server returns; the reply is sent exactly once with its original id', async () => {
    await server.start();
    await journey.connectAgain('amira');
    await journey.seeEverythingSent();
    await expect
      .poll(() => lenaInPostgres(database))
      .toMatchObject({ replies: 1, replyStatus: 'sent', notes: 1, tags: 1, timesCannedResponseUsed: 1 });
    const [reply] = await database.rows('select id::float8 as id from messages where content = $1', [
      journeyTexts.reply,
    ]);
    expect(reply).toEqual({ id: queuedId });
    expect(world.replies.deliveries).toEqual([
      expect.objectContaining({ messageId: queuedId, text: journeyTexts.reply, isSigned: true }),
    ]);
    await saveScreenshot(journey.app('amira').page, 'tour-5-sent');
    await photographThemes(journey.app('amira'));
  });

  await tell(
    "6. Transferred to Jonas: it leaves Amira's replica and enters his with its history",
    async () => {
      const conversationId = await lenaConversationId(database);
      await journey.beginJonas();
      await journey.app('jonas').resize(1280, 800);
      await journey.transferToJonas();
      await journey.seeTransferred();
      await expect.poll(() => countNotifications(lena.contact.name)).toBe(2);
      await saveScreenshot(journey.app('amira').page, 'tour-6-transferred-away');
      await saveScreenshot(journey.app('jonas').page, 'tour-6-transferred-to');
      await journey.expectEnd();

      const profiles = {
        amira: journey.app('amira').options.profile,
        jonas: journey.app('jonas').options.profile,
      };
      await journey.app('amira').quit();
      await journey.app('jonas').quit();
      expect(await tracesOfConversation(profiles.amira, conversationId)).toEqual({});
      expect(await tracesOfConversation(profiles.jonas, conversationId)).toMatchObject({
        conversations: 1,
        messages: 2,
        conversation_notes: 1,
        conversation_tag: 1,
      });
    },
  );
});
