import { expect, test } from 'vitest';

import { isAbandoned, isSuitable } from './run-directory.ts';

const gibibyte = 1024 ** 3;
const plenty = { freeBytes: 12 * gibibyte, availableMemory: 20 * gibibyte };

function mountsWith(options: string): string {
  return `/dev/vda / ext4 rw,relatime 0 0\ntmpfs /dev/shm tmpfs ${options} 0 0\n`;
}

test('a file system in memory is suitable if it has room and can execute programs', () => {
  expect(isSuitable(mountsWith('rw,nosuid,nodev'), plenty)).toBe(true);
  expect(isSuitable(mountsWith('rw,nosuid,nodev,noexec'), plenty)).toBe(false);
  expect(isSuitable('/dev/vda / ext4 rw 0 0\n', plenty)).toBe(false);
  expect(isSuitable(mountsWith('rw'), { ...plenty, freeBytes: 64 * 1024 ** 2 })).toBe(false);
  expect(isSuitable(mountsWith('rw'), { ...plenty, availableMemory: 4 * gibibyte })).toBe(false);
});

test('only directories of runs whose process has ended are abandoned', () => {
  const isRunning = (processId: number) => processId === 12;
  expect(isAbandoned('holdfast-run-13-aB3xYz', isRunning)).toBe(true);
  expect(isAbandoned('holdfast-run-12-aB3xYz', isRunning)).toBe(false);
  expect(isAbandoned('holdfast-test-template-0a1b2c', isRunning)).toBe(false);
});
