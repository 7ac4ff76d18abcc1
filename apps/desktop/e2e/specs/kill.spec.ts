import { expect, test } from '../fixtures.ts';
import { Journey } from '../journey/journey.ts';
import type { PostgresCluster } from '../world/postgres-cluster.ts';
import type { E2eWorld } from '../world/world.ts';

/**
 * With each victim and each point of the kill, the journey ends in the same state: nothing is lost and nothing is
 * duplicated. The killed process is started again at once, as its supervisor or the agent would do.
 */

interface Parts {
  readonly world: E2eWorld;
  readonly journey: Journey;
  readonly postgres: PostgresCluster;
}

const kills: Readonly<Record<string, (parts: Parts) => Promise<void>>> = {
  'the server': async ({ world }) => {
    await world.server.kill();
    await world.server.start();
  },
  Postgres: async ({ postgres, world }) => {
    await postgres.kill();
    await postgres.startAgain();
    await world.server.waitUntilReady();
  },
  'the app': async ({ journey }) => {
    await journey.killAndStartApp('amira');
    await journey.connectAgain('amira');
  },
};

for (const [victim, kill] of Object.entries(kills)) {
  test(`${victim} is killed at each step and nothing is lost or duplicated`, async ({
    world,
    launch,
    postgres,
  }) => {
    test.setTimeout(300_000);
    const journey = new Journey(world, launch);
    const parts = { world, journey, postgres };
    await journey.begin();
    await journey.customerWrites();
    await kill(parts);
    await journey.seeNewConversation();
    await journey.replyWithCannedResponse();
    await kill(parts);
    await journey.addNoteAndTag();
    await kill(parts);
    await journey.seeEverythingSent();
    await journey.beginJonas();
    await journey.transferToJonas();
    await kill(parts);
    await journey.seeTransferred();
    await journey.expectEnd();
  });
}

test('all processes are killed while changes are queued and every change arrives once', async ({
  world,
  launch,
  postgres,
}) => {
  test.setTimeout(300_000);
  const journey = new Journey(world, launch);
  await journey.begin();
  await journey.customerWrites();
  await journey.seeNewConversation();
  await world.server.kill();
  await journey.replyWithCannedResponse();
  await journey.addNoteAndTag();
  await journey.app('amira').kill();
  await postgres.kill();
  await postgres.startAgain();
  await journey.startApp('amira');
  await journey.seeQueuedWork();
  await world.server.start();
  await journey.connectAgain('amira');
  await journey.seeEverythingSent();
  await journey.beginJonas();
  await journey.transferToJonas();
  await journey.seeTransferred();
  await journey.expectEnd();
  expect(world.replies.deliveries).toHaveLength(1);
});
