import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test('fields named like secrets or like what people wrote are removed', () => {
  expect(redact({ email: 'a@b.test', password: 'p', nested: { refreshToken: 't', body: 'hello' } })).toEqual({
    email: 'a@b.test',
    password: '[removed]',
    nested: { refreshToken: '[removed]', body: '[removed]' },
  });
});

test('tokens inside a text are removed, the rest stays', () => {
  const text = redact(
    'GET /x authorization: Bearer abc.def {"password":"p\\"q"} eyJhbGci.eyJzdWIi.c2lnbmF0dXJl end',
  );
  expect(text).toBe('GET /x authorization: Bearer [removed] {"password":"[removed]"} [removed] end');
});

test('an error keeps its words and its place', () => {
  expect(redact(new Error('no connection'))).toContain('no connection');
});

test('a value nested without end is cut', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(JSON.stringify(redact(loop))).toContain('[…]');
});
