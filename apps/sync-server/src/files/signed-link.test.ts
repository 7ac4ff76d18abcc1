import { describe, expect, it } from 'vitest';
import { checkFileLink, signFileLink } from './signed-link.ts';

const secret = 'a secret that is at least thirty-two characters';
const link = { tenant: 'demo', key: 'ab/cd.png', name: 'Foto ü.png' };
const now = Date.parse('2026-03-01T12:00:00Z');

describe('signed file links', () => {
  it('is valid until it expires', () => {
    const parsed = parse(signFileLink(secret, link, now + 60_000));
    expect(checkFileLink(secret, parsed, now + 59_000)).toEqual({ valid: true });
    expect(checkFileLink(secret, parsed, now + 60_000)).toEqual({ valid: false, reason: 'expired' });
  });

  it.each([
    ['another file', { key: 'ab/other.png' }],
    ['another tenant', { tenant: 'acme' }],
    ['another name', { name: 'x.exe' }],
    ['a later expiry', { expires: now }],
    ['a truncated signature', { signature: 'x' }],
  ])('is not valid for %s', (_, change) => {
    const parsed = { ...parse(signFileLink(secret, link, now + 60_000)), ...change };
    expect(checkFileLink(secret, parsed, now)).toEqual({ valid: false, reason: 'signature' });
  });
});

function parse(path: string) {
  const url = new URL(path, 'http://localhost');
  const [, , tenant = '', ...key] = url.pathname.split('/');
  return {
    tenant,
    key: key.join('/'),
    name: url.searchParams.get('name') ?? '',
    expires: Number(url.searchParams.get('expires')),
    signature: url.searchParams.get('signature') ?? '',
  };
}
