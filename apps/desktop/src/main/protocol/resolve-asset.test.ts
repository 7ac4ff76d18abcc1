import { expect, test } from 'vitest';
import { resolveAsset } from './resolve-asset.ts';

test('the root is the page', () => {
  expect(resolveAsset('/app/renderer', '/')).toEqual({
    path: '/app/renderer/index.html',
    contentType: 'text/html; charset=utf-8',
  });
});

test('a file of the page is found by its path', () => {
  expect(resolveAsset('/app/renderer', '/assets/main.js')?.path).toBe('/app/renderer/assets/main.js');
});

test.each([
  '/../main/main.cjs',
  '/%2e%2e/main/index.html',
  '/..%2f..%2fetc%2fpasswd.json',
  '/assets/../../renderer-other/index.html',
  '/index.html%00.js',
  '/%zz',
  '/assets/main.js.map',
])('%s is not served', (pathname) => {
  expect(resolveAsset('/app/renderer', pathname)).toBeNull();
});
