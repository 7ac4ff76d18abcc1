import { expect, it } from 'vitest';
import { isSignedPayload, signPayload } from './payload-signature.ts';

const body = Buffer.from('{"text":"Grüße"}');
const now = Date.parse('2026-03-01T12:00:00Z');
const header = signPayload('secret', body, now);

it('signs in the documented format and accepts its own signature', () => {
  expect(header).toMatch(/^t=1772366400,v1=[0-9a-f]{64}$/);
  expect(isSignedPayload('secret', body, header, now)).toBe(true);
});

it.each([
  ['another body', () => isSignedPayload('secret', Buffer.from('{"text":"Grüsse"}'), header, now)],
  ['another secret', () => isSignedPayload('other', body, header, now)],
  [
    'another time',
    () => isSignedPayload('secret', body, header.replace('t=1772366400', 't=1772366401'), now),
  ],
  ['a request replayed after the tolerance', () => isSignedPayload('secret', body, header, now + 301_000)],
  ['a request from the future', () => isSignedPayload('secret', body, header, now - 301_000)],
  ['no signature', () => isSignedPayload('secret', body, '', now)],
  ['a short signature', () => isSignedPayload('secret', body, 't=1772366400,v1=ab', now)],
])('refuses %s', (_, check) => {
  expect(check()).toBe(false);
});
