import { expect, test } from 'vitest';

import { missingRequirements } from './missing-requirements.ts';

test('returns exactly the requirements that this machine lacks', async () => {
  const missing = await missingRequirements([
    { packages: ['libc6'], proof: { kind: 'library', name: 'libc.so.6' } },
    { packages: ['libnothing'], proof: { kind: 'library', name: 'libnothing.so.1' } },
    { packages: ['coreutils'], proof: { kind: 'command', name: 'ls' } },
    { packages: ['nothing'], proof: { kind: 'command', name: 'no-such-command' } },
    { packages: ['base-files'], proof: { kind: 'file', path: '/' } },
    { packages: ['nothing-data'], proof: { kind: 'file', path: '/no/such/file' } },
  ]);
  expect(missing.map(({ packages }) => packages[0])).toEqual(['libnothing', 'nothing', 'nothing-data']);
});
