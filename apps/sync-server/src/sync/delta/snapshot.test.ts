import { expect, test } from 'vitest';
import { parseSnapshot } from './snapshot.ts';

test('E2 parseSnapshot returns the bounds and the transactions in progress below xmax', () => {
  expect(parseSnapshot('10:20:10,14')).toEqual({ xmin: '10', xmax: '20', inProgress: ['10', '14'] });
  expect(parseSnapshot('7:7:')).toEqual({ xmin: '7', xmax: '7', inProgress: [] });
  expect(parseSnapshot('1:18446744073709551615:')).toEqual({
    xmin: '1',
    xmax: '18446744073709551615',
    inProgress: [],
  });
});

test.each(['', '1:2', '1:2:3,', '1:2:a', "1:2:'; drop table messages", '-1:2:', '1:18446744073709551616:'])(
  'E1 %j is not a valid snapshot',
  (text) => {
    expect(parseSnapshot(text)).toBeNull();
  },
);
