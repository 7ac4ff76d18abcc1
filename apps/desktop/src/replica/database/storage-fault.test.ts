import { expect, it } from 'vitest';
import { toDiskFullError, storageFault } from './storage-fault.ts';

it('finds the fault at any depth of the chain of causes', () => {
  const full = new Error('Failed query', {
    cause: Object.assign(new Error('could not extend'), { code: '53100' }),
  });
  expect(storageFault(full)).toBe('full');
  expect(toDiskFullError(full)).toMatchObject({ code: 'HF_JOURNAL_FULL' });
  expect(storageFault(Object.assign(new Error('invalid page'), { code: 'XX001' }))).toBe('damaged');
  expect(storageFault(Object.assign(new Error('Aborted()'), { name: 'RuntimeError' }))).toBe('damaged');
});

it('returns undefined for any other error', () => {
  const other = Object.assign(new Error('duplicate key'), { code: '23505' });
  expect(storageFault(other)).toBeUndefined();
  expect(toDiskFullError(other)).toBe(other);
  expect(storageFault('text')).toBeUndefined();
});
