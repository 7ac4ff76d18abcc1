import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { describe, expect, it } from 'vitest';

import { createLogger } from './create-logger.ts';

function logged(fields: object): string {
  let output = '';
  createLogger('info', { write: (line) => (output += line) }).info(fields, 'an event');
  return output;
}

describe('the log', () => {
  it.each([
    'password',
    'accessToken',
    'refreshToken',
    'apiKey',
    'authorization',
    'cookie',
    'content',
    'body',
    'text',
  ])('redacts a field named %s at depths 1, 2 and 4', (name) => {
    for (const fields of [
      { [name]: 'hush' },
      { a: { [name]: 'hush' } },
      { a: { b: { c: { [name]: 'hush' } } } },
    ]) {
      expect(logged(fields)).not.toContain('hush');
    }
  });

  it('logs a failed query without its parameters', () => {
    const error = new DrizzleQueryError(
      'insert into messages values ($1)',
      ['hush'],
      new Error('connection lost'),
    );
    const line = logged({ err: error });
    expect(line).toContain('insert into messages');
    expect(line).toContain('connection lost');
    expect(line).not.toContain('hush');
  });

  it('logs table and constraint of a database error without the row', () => {
    const error = new pg.DatabaseError(
      'duplicate key value violates unique constraint "messages_pkey"',
      1,
      'error',
    );
    Object.assign(error, {
      code: '23505',
      table: 'messages',
      detail: 'Key (content)=(hush) already exists.',
    });
    const line = logged({ err: error });
    expect(line).toContain('messages_pkey');
    expect(line).not.toContain('hush');
  });

  it('does not log the value that Postgres could not parse', () => {
    const error = new pg.DatabaseError('invalid input syntax for type bigint: "hush"', 1, 'error');
    error.code = '22P02';
    expect(logged({ err: error })).not.toContain('hush');
  });

  it('logs code and cause of a HoldfastError', () => {
    const line = logged({ err: new HoldfastError('HF_INTERNAL', { cause: new Error('the reason') }) });
    expect(line).toContain('HF_INTERNAL');
    expect(line).toContain('the reason');
  });
});
