import { expect, test } from 'vitest';

import { askOrCut } from './silent-sockets.ts';

function deedsAfter(silentMs: number): readonly string[] {
  const deeds: string[] = [];
  const socket = {
    heardAt: 1000,
    send: (text: string) => deeds.push(text),
    terminate: () => deeds.push('terminated'),
  };
  askOrCut(socket, 1000 + silentMs);
  return deeds;
}

test('whoever was heard lately is left in peace', () => {
  expect(deedsAfter(20_000)).toEqual([]);
});

test('whoever has been silent is asked, in words to which every client of tRPC answers', () => {
  expect(deedsAfter(26_000)).toEqual(['PING']);
});

test('whoever does not answer either is cut', () => {
  expect(deedsAfter(36_000)).toEqual(['terminated']);
});
