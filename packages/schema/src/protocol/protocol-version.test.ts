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

/** Fingerprint of all messages by protocol version. Never edit that of a released version. */
const knownFingerprints: Record<number, string> = {
  1: '8c0dfc1421c87973',
  2: 'a9f23add8baae351',
  3: 'a12c92e99d7cc160',
};

test('Versions: a changed wire message requires a new protocol version', () => {
  const text = JSON.stringify(
    Object.entries(wireSchemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
    ]),
  );
  expect(fingerprint(text)).toBe(knownFingerprints[protocolVersion]);
});

test('Versions: the oldest served protocol is the current one or the one before it', () => {
  expect([protocolVersion, protocolVersion - 1]).toContain(oldestServedProtocolVersion);
});
