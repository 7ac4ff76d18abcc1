import { expect, it } from 'vitest';
import { describeFailure } from './describe-failure.ts';

it('contains the messages of the chain of causes', () => {
  const error = new Error('opening failed', { cause: new Error('the disk is gone') });
  expect(describeFailure(error)).toBe('opening failed (the disk is gone)');
});

it('does not contain the parameters of a query', () => {
  const cause = new Error('duplicate key value violates unique constraint "messages_pkey"');
  const error = new Error('Failed query: insert into messages\nparams: my secret words', { cause });
  expect(describeFailure(error)).toBe(`a query failed (${cause.message})`);
});
