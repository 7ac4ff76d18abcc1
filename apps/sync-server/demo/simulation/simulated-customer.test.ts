import { expect, it } from 'vitest';
import { dialogue } from '../sample-data/dialogues/dialogue.ts';
import {
  afterReplyTimeout,
  afterReply,
  afterWriting,
  beginDialogue,
  dueTurn,
  idleCustomer,
  replyTimeoutMs,
} from './simulated-customer.ts';

const script = dialogue(
  'delivery',
  `
  > Where is it?
  > I am at home all day.
  < Let me look.
  < It comes tomorrow.
  > Thanks!
  `,
);

it('writes consecutive turns, waits for the agent, and continues after the reply', () => {
  const begun = beginDialogue(script, 100);
  expect(dueTurn(begun, 99)).toBeUndefined();
  expect(dueTurn(begun, 100)?.text).toBe('Where is it?');
  const second = afterWriting(begun, 100, 10);
  expect(dueTurn(second, 110)?.text).toBe('I am at home all day.');
  const waiting = afterWriting(second, 110, 10);
  expect(waiting.mood).toEqual({ kind: 'waiting', since: 110 });
  expect(dueTurn(waiting, 1e9)).toBeUndefined();
  const replied = afterReply(waiting, 200, 50);
  expect(dueTurn(replied, 250)?.text).toBe('Thanks!');
  expect(afterWriting(replied, 250, 10)).toEqual(idleCustomer);
});

it('ignores a second reply', () => {
  const waiting = afterWriting(afterWriting(beginDialogue(script, 0), 0, 1), 1, 1);
  const replied = afterReply(waiting, 200, 50);
  expect(afterReply(replied, 210, 50)).toBe(replied);
});

it('becomes idle when no reply arrives within the timeout', () => {
  const waiting = afterWriting(afterWriting(beginDialogue(script, 0), 0, 1), 0, 1);
  expect(afterReplyTimeout(waiting, replyTimeoutMs)).toBe(waiting);
  expect(afterReplyTimeout(waiting, replyTimeoutMs + 1)).toBe(idleCustomer);
});
