import { expect, test } from 'vitest';
import { z } from 'zod';
import { fingerprint } from '../protocol/schema-hash.ts';
import type { ArgumentsUpgrade } from './arguments-upgrade.ts';
import { mutators, prepareMutation } from './registry.ts';
import { upgradeMutation } from './upgrade-mutation.ts';

/** Fingerprint of the arguments of each version. Never edit a released fingerprint: increment the mutator's version. */
const knownArguments: Readonly<Record<string, string>> = {
  'sendMessage 1': '7abf5608e0b58409',
  'sendMessage 2': '0a580123c118cf50',
  'addNote 1': '6e0f3d75325a1427',
  'editNote 1': '18e48a532d882f87',
  'pinNote 1': '03d29c010a1236f5',
  'unpinNote 1': '03d29c010a1236f5',
  'addTag 1': 'fca842d61a4f5be7',
  'removeTag 1': 'fca842d61a4f5be7',
  'setStatus 1': '7cbd97f5eda475e0',
  'setPriority 1': '6328a6947c13cc49',
  'claim 1': '42f346dd6fadb70b',
  'transfer 1': '971ee9341d6e42bb',
  'markRead 1': 'e5ff592d48d0c77b',
  'useCannedResponse 1': 'c6b6b8c683170369',
};

const firstReply = { messageId: 2 ** 40, conversationId: 7, content: 'Hello', cannedResponseId: null };

test('Versions: changed arguments require a new version, and every older version has an upgrade', () => {
  const found: Record<string, string> = {};
  for (const { name, version, args, ...rest } of Object.values(mutators)) {
    const upgrades: Readonly<Record<number, ArgumentsUpgrade>> = 'upgrades' in rest ? rest.upgrades : {};
    expect(Object.keys(upgrades).map(Number)).toEqual(Array.from({ length: version - 1 }, (_, n) => n + 1));
    for (const [older, upgrade] of Object.entries(upgrades)) found[`${name} ${older}`] = hash(upgrade.args);
    found[`${name} ${version}`] = hash(args);
  }
  expect(found).toEqual(knownArguments);
});

test('Versions: a reply of version 1 is upgraded to a reply without a basis', () => {
  const prepared = prepareMutation({ name: 'sendMessage', version: 1, args: firstReply });
  expect(prepared).toMatchObject({ version: 2, args: { ...firstReply, basis: null }, conversationId: 7 });
});

test('Versions: an upgrade does not make invalid arguments valid', () => {
  const broken = { name: 'sendMessage', version: 1, args: { ...firstReply, content: ' ' } };
  expect(() => prepareMutation(broken)).toThrow(expect.objectContaining({ code: 'HF_MUTATION_INVALID' }));
});

test.each([3, 99, 0, -1, 1.5])('Versions: unknown version %s of a reply is refused', (version) => {
  const queued = { name: 'sendMessage', version, args: firstReply };
  expect(() => prepareMutation(queued)).toThrow(expect.objectContaining({ code: 'HF_MUTATION_UNKNOWN' }));
  expect(upgradeMutation(queued)).toBe(queued);
});

test('Versions: an unreadable mutation is kept unchanged', () => {
  const unknown = { name: 'noSuchThing', version: 1, args: {} };
  const broken = { name: 'sendMessage', version: 1, args: {} };
  expect([upgradeMutation(unknown), upgradeMutation(broken)]).toEqual([unknown, broken]);
});

function hash(schema: z.ZodType): string {
  return fingerprint(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })));
}
