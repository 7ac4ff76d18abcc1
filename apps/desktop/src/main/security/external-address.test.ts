import { expect, test } from 'vitest';
import { parseExternalAddress } from './external-address.ts';

test('http, https and mailto addresses may be opened outside the app', () => {
  expect(parseExternalAddress('https://example.com/a?b=c')).toBe('https://example.com/a?b=c');
  expect(parseExternalAddress('HTTP://Example.com')).toBe('http://example.com/');
  expect(parseExternalAddress('mailto:amira@example.com')).toBe('mailto:amira@example.com');
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'holdfast://app/index.html',
  'ms-msdt:/id',
  'https://user:password@example.com',
  '/relative',
  '',
])('%s may not be opened outside the app', (address) => {
  expect(parseExternalAddress(address)).toBeNull();
});
