import { describe, expect, test } from 'vitest';

import { PresenceBoard } from './presence-board.ts';
import type { Statement } from './presence-board.ts';

const [ada, bert, cleo] = [1, 2, 3] as const;
const nobody = 0;
const lifetimes = { viewing: 15_000, typing: 6_000 };

function statement(userId: number, conversationId: number | null, more: Partial<Statement> = {}): Statement {
  return { sessionId: `session of ${userId}`, userId, conversationId, activity: 'viewing', ...more };
}

function open(...statements: Statement[]): PresenceBoard {
  const board = new PresenceBoard(lifetimes);
  for (const said of statements) board.say(said, 0);
  return board;
}

describe('P1 who is where', () => {
  test('P1 everybody but who asks is named once, in one order, typing before viewing', () => {
    const board = open(
      statement(cleo, 7),
      statement(bert, 7),
      statement(bert, 7, { sessionId: 'another device of 2', activity: 'typing' }),
      statement(ada, 7),
      statement(cleo, 8, { sessionId: 'another device of 3' }),
    );
    expect(board.peopleIn(7, ada)).toEqual([
      { userId: bert, activity: 'typing' },
      { userId: cleo, activity: 'viewing' },
    ]);
    expect(board.peopleIn(8, cleo)).toEqual([]);
  });

  test('P1 a change names the conversations that it concerns, and saying the same again none', () => {
    const board = open();
    expect(board.say(statement(ada, 7), 0)).toEqual(new Set([7]));
    expect(board.say(statement(ada, 7), 1)).toEqual(new Set());
    expect(board.say(statement(ada, 7, { activity: 'typing' }), 2)).toEqual(new Set([7]));
    expect(board.say(statement(ada, 8), 3)).toEqual(new Set([7, 8]));
    expect(board.say(statement(ada, null), 4)).toEqual(new Set([8]));
    expect(board.say(statement(ada, null), 5)).toEqual(new Set());
    expect([board.isEmpty, [...board.inhabited()]]).toEqual([true, []]);
  });

  test('P1 who is silent for fifteen seconds is gone, not a moment earlier', () => {
    const board = open(statement(ada, 7));
    expect(board.expire(14_999)).toEqual(new Set());
    expect(board.peopleIn(7, nobody)).toEqual([{ userId: ada, activity: 'viewing' }]);
    expect(board.expire(15_000)).toEqual(new Set([7]));
    expect(board.peopleIn(7, nobody)).toEqual([]);
    expect(board.isEmpty).toBe(true);
  });

  test('P1 who says it again stays', () => {
    const board = open(statement(ada, 7));
    for (let now = 5_000; now <= 60_000; now += 5_000) {
      board.say(statement(ada, 7), now);
      expect(board.expire(now + 4_999)).toEqual(new Set());
    }
  });

  test('P1 who stops typing for six seconds is only there, and stays so long as anybody', () => {
    const board = open(statement(ada, 7, { activity: 'typing' }));
    expect(board.expire(5_999)).toEqual(new Set());
    expect(board.expire(6_000)).toEqual(new Set([7]));
    expect(board.peopleIn(7, nobody)).toEqual([{ userId: ada, activity: 'viewing' }]);
    expect(board.expire(14_999)).toEqual(new Set());
    expect(board.say(statement(ada, 7, { activity: 'typing' }), 14_999)).toEqual(new Set([7]));
    expect(board.expire(20_998)).toEqual(new Set());
  });

  test('P1 a conversation in which everybody is names twenty of them', () => {
    const crowd = Array.from({ length: 50 }, (_, n) => statement(n + 1, 7));
    expect(open(...crowd).peopleIn(7, nobody)).toHaveLength(20);
  });
});
