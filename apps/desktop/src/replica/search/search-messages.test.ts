import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { fillAllWords, found } from '@holdfast/testkit/replica/search-fixture';
import { sendMessageAction } from '@holdfast/testkit/replica/test-actions';
import { cursor, delta, firstDelta, messageRow } from '@holdfast/testkit/replica/test-rows';

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta([1, 2]));
});
afterEach(() => replica[Symbol.asyncDispose]());

const contents: Readonly<Record<number, string | null>> = {
  2001: 'Größe XL, bitte in ÄRMELLOS',
  2002: 'مرحبا بالعالم',
  2003: '🎉🎉 congratulations 🎉',
  2004: `don't say "half-open" (please)!`,
  2005: 'write to ada@example.com or see https://example.com/orders/42',
  2006: '订单 已发货',
  2007: null,
  2008: 'the first of two',
  2009: 'the second of two',
};

it('finds whole words and word beginnings of any language, next to any punctuation', async () => {
  const rows = Object.entries(contents).map(([id, content]) =>
    messageRow(Number(id), 1, { content, created_at: `2026-11-21T10:00:00.00${id}+00:00` }),
  );
  await replica.apply(delta({ from: cursor(1), to: cursor(2), rows: { messages: rows } }));
  await fillAllWords(replica.database);
  const expected: Readonly<Record<string, readonly number[]>> = {
    größe: [2001],
    GRÖß: [2001],
    'ärmellos größe': [2001],
    مرحبا: [2002],
    بالع: [2002],
    'congratulations 🎉': [2003],
    congrat: [2003],
    '🎉 congratulations': [2003],
    half: [2004],
    'half-op': [2004],
    "don't": [2004],
    '"half-open"': [2004],
    'ada@exam': [2005],
    'ada@example.com': [2005],
    'example.com/ord': [2005],
    订单: [2006],
    'of two': [2009, 2008],
    'two of the': [2009, 2008],
    'second first': [],
    'message 1001': [1001],
  };
  for (const [text, ids] of Object.entries(expected)) {
    expect.soft(await found(replica.database, text), text).toEqual(ids);
  }
});

it('finds nothing for empty and malformed queries, and does not fail', async () => {
  await fillAllWords(replica.database);
  const odd = ['', '   ', '!', `'`, `''`, `"`, '\\', `\\'`, ':*', '& |', '!(', '<->', '\0', '🎉', '\ud800'];
  for (const text of [...odd, 'x'.repeat(200), '٪'.repeat(200)]) {
    expect.soft(await found(replica.database, text), JSON.stringify(text)).toEqual([]);
  }
});

it('S4 messages of a conversation that left are not found, and new messages of the agent are', async () => {
  await fillAllWords(replica.database);
  expect(await found(replica.database, 'message 1002')).toEqual([1002]);
  await replica.apply(delta({ from: cursor(1), to: cursor(2), left: [2] }));
  expect(await found(replica.database, 'message 1002')).toEqual([]);
  expect(await replica.count('message_words where conversation_id = 2')).toBe(0);

  const { rowIds } = await replica.act(sendMessageAction(1, 'Schöne Grüße aus Köln'));
  await fillAllWords(replica.database);
  expect(await found(replica.database, 'grüße köln')).toEqual(rowIds);
});
