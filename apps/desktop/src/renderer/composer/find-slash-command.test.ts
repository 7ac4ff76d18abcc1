import { expect, test } from 'vitest';

import { findSlashCommand, replaceSlashCommand } from './find-slash-command.ts';

test('a slash at the start opens the menu', () => {
  expect(findSlashCommand('/', 1)).toEqual({ start: 0, end: 1, query: '' });
  expect(findSlashCommand('/gre', 4)).toEqual({ start: 0, end: 4, query: 'gre' });
});

test('a slash after a space or on a new line opens the menu', () => {
  expect(findSlashCommand('Hi /th', 6)).toEqual({ start: 3, end: 6, query: 'th' });
  expect(findSlashCommand('Hi\n/th', 6)).toEqual({ start: 3, end: 6, query: 'th' });
});

test('a slash inside a word or an address does not open the menu', () => {
  expect(findSlashCommand('and/or', 6)).toBeNull();
  expect(findSlashCommand('https://example.com/a', 21)).toBeNull();
});

test('the command ends at the caret and at a space', () => {
  expect(findSlashCommand('/greeting', 3)?.query).toBe('gr');
  expect(findSlashCommand('/gr eat', 7)).toBeNull();
});

test('the response replaces only the command', () => {
  const text = 'Hi /th and bye';
  const command = findSlashCommand(text, 6);
  expect(command && replaceSlashCommand(text, command, 'thanks')).toEqual({
    text: 'Hi thanks and bye',
    caret: 9,
  });
});
