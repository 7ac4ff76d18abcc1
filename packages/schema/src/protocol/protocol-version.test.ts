import { expect, test } from 'vitest';
import { z } from 'zod';
import { acknowledgeSchema } from './acknowledge.ts';
import { idBlockSchema } from './allocate-ids.ts';
import { reportDigestsSchema, verifyReplySchema, verifySchema } from './digest.ts';
import { downSchema } from './down.ts';
import { helloSchema } from './hello.ts';
import { oldestServedProtocolVersion, protocolVersion } from './protocol-version.ts';
import { setPresenceSchema } from './presence.ts';
import { setWindowSchema } from './set-window.ts';
import { pushReplySchema, pushSchema } from './push.ts';
import { fingerprint } from './schema-hash.ts';

const wireSchemas = {
  reportDigests: reportDigestsSchema,
  verify: verifySchema,
  verifyReply: verifyReplySchema,
  setWindow: setWindowSchema,
  setPresence: setPresenceSchema,
  hello: helloSchema,
  down: downSchema,
  acknowledge: acknowledgeSchema,
  push: pushSchema,
  pushReply: pushReplySchema,
  idBlock: idBlockSchema,
};

/** The fingerprint of every message, by protocol version. A version that was released is never edited here. */
const knownFingerprints: Record<number, string> = {
  1: '8c0dfc1421c87973',
  2: 'a9f23add8baae351',
  3: 'a12c92e99d7cc160',
};

test('Versions: a change of a wire message raises the protocol version', () => {
  const text = JSON.stringify(
    Object.entries(wireSchemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
    ]),
  );
  expect(fingerprint(text)).toBe(knownFingerprints[protocolVersion]);
});

test('Versions: the current protocol and at most the one before it are served', () => {
  expect([protocolVersion, protocolVersion - 1]).toContain(oldestServedProtocolVersion);
});
