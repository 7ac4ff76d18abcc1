import { expect, it } from 'vitest';
import { arrivalNotices } from './arrival-notices.ts';

function arrival(conversationId: number) {
  return { conversationId, customerName: `Customer ${conversationId}`, preview: 'Where is my order?' };
}

it('returns one notification per conversation for up to three', () => {
  expect(
    arrivalNotices([arrival(1), arrival(2), arrival(3)], 'en').map(({ title, body }) => [title, body]),
  ).toEqual([
    ['New assignment', 'Customer 1: Where is my order?'],
    ['New assignment', 'Customer 2: Where is my order?'],
    ['New assignment', 'Customer 3: Where is my order?'],
  ]);
});

it('returns one notification for more than three, in the agent’s language', () => {
  expect(arrivalNotices([1, 2, 3, 4].map(arrival), 'de-AT')).toEqual([
    {
      type: 'notify',
      conversationId: null,
      title: '4 neue Zuweisungen',
      body: 'Customer 1, Customer 2, Customer 3, Customer 4',
    },
  ]);
});

it('has a text for a conversation without a preview', () => {
  expect(arrivalNotices([{ ...arrival(1), preview: null }], null)[0]?.body).toBe(
    'Customer 1. A conversation was assigned to you.',
  );
});
