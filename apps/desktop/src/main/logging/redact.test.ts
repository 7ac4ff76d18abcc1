import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test('fields named like secrets or message content are removed', () => {
  expect(redact({ email: 'a@b.test', password: 'p', nested: { refreshToken: 't', body: 'hello' } })).toEqual({
    email: 'a@b.test',
    password: '[removed]',
    nested: { refreshToken: '[removed]', body: '[removed]' },
  });
});

test('tokens inside a text are removed and the rest stays', () => {
  const text = redact(
    'GET /x authorization: Bearer abc.def {"password":"p\\"q"} eyJhbGci.eyJzdWIi.c2lnbmF0dXJl end',
  );
  expect(text).toBe('GET /x authorization: Bearer [removed] {"password":"[removed]"} [removed] end');
});

test('an error keeps its message', () => {
  expect(redact(new Error('no connection'))).toContain('no connection');
});

test('a circular value is cut off', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(JSON.stringify(redact(loop))).toContain('[…]');
});
