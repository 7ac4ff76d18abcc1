import { errorCodes, isErrorCode } from '@holdfast/schema/errors/error-codes';
import { createIntl } from 'react-intl';
import { expect, expectTypeOf, test } from 'vitest';

import type { AgentActions } from '../../contract/mutations.ts';
import de from './de.json';
import en from './en.json';
import { isMessageId } from './message-id.ts';
import type { MessageId } from './message-id.ts';

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const source = Object.entries(sources)
  .filter(([path]) => !path.includes('.test.') && !path.includes('/testing/'))
  .map(([, content]) => content)
  .join('\n');

const ids = Object.keys(en);

test('both languages have the same texts', () => {
  expect(Object.keys(de).sort()).toEqual([...ids].sort());
});

test('every text has the same placeholders in both languages', () => {
  const namesOf = (messages: Readonly<Record<string, string>>) =>
    Object.fromEntries(ids.map((id) => [id, placeholders(textOf(messages, id))]));
  expect(namesOf(de)).toEqual(namesOf(en));
});

test.each([
  ['en', en],
  ['de', de],
] as const)('every %s text can be formatted', (locale, messages) => {
  const failures: string[] = [];
  const intl = createIntl({ locale, messages, onError: (error) => failures.push(error.message) });
  for (const id of Object.keys(messages)) {
    const values = Object.fromEntries(placeholders(textOf(messages, id)).map((name) => [name, 1]));
    intl.formatMessage({ id }, values);
  }
  expect(failures).toEqual([]);
});

test('every agent action has a name in the outbox', () => {
  expectTypeOf<`outbox.name.${keyof AgentActions}`>().toExtend<MessageId>();
  expect(isMessageId('outbox.name.pinNote')).toBe(true);
  expect(isMessageId('outbox.name.noSuchThing')).toBe(false);
});

test('every text is used by a screen', () => {
  const unused = ids.filter((id) => !isErrorId(id) && !isUsed(id));
  expect(unused).toEqual([]);
});

test('every text that a screen uses exists', () => {
  const used = [...source.matchAll(/\btext\(\s*'([^']+)'/gu)].map((match) => match[1] ?? '');
  expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  expect(used.length).toBeGreaterThan(80);
});

test('English error texts equal the table of error codes', () => {
  for (const id of ids.filter(isErrorId)) {
    const code = id.slice('error.'.length);
    expect(isErrorCode(code) ? errorCodes[code].userMessage : undefined, id).toBe(textOf(en, id));
  }
});

function textOf(messages: Readonly<Record<string, string>>, id: string): string {
  return messages[id] ?? '';
}

/** Names of arguments, each once, sorted: `{name}`, `{count, plural, …}`. */
function placeholders(text: string): string[] {
  const names = [...text.matchAll(/\{\s*(\w+)\s*(?=[,}])/gu)].map((match) => match[1] ?? '');
  const formats = new Set(
    [...text.matchAll(/\b(?:one|other|yes|=0)\s*\{\s*(\w+)\s*\}/gu)].map((match) => match[1]),
  );
  return [...new Set(names.filter((name) => !formats.has(name)))].sort();
}

function isErrorId(id: string): boolean {
  return id.startsWith('error.');
}

/** Whether the id is used, as a whole or by a template such as `status.${status}`. */
function isUsed(id: string): boolean {
  if (source.includes(`'${id}'`)) return true;
  const stem = id.slice(0, id.lastIndexOf('.') + 1);
  return stem !== '' && source.includes(`\`${stem}\${`);
}
