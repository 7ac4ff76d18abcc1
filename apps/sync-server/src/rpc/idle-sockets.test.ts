import { expect, test } from 'vitest';

import { pingOrTerminate } from './idle-sockets.ts';

function actionsAfter(silentMs: number): readonly string[] {
  const actions: string[] = [];
  const socket = {
    lastMessageAt: 1000,
    send: (text: string) => actions.push(text),
    terminate: () => actions.push('terminated'),
  };
  pingOrTerminate(socket, 1000 + silentMs);
  return actions;
}

test('a socket with a message in the last 25 s is left alone', () => {
  expect(actionsAfter(20_000)).toEqual([]);
});

test('a socket without a message for 25 s is sent tRPC’s PING', () => {
  expect(actionsAfter(26_000)).toEqual(['PING']);
});

test('a socket without a message for 35 s is terminated', () => {
  expect(actionsAfter(36_000)).toEqual(['terminated']);
});
