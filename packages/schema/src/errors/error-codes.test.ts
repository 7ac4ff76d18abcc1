import { describe, expect, it } from 'vitest';

import { toErrorBody } from './error-body.ts';
import { describeError, errorCodes, isErrorCode } from './error-codes.ts';
import type { ErrorCode } from './error-codes.ts';
import { HoldfastError, toHoldfastError } from './holdfast-error.ts';
import { renderErrorDocs } from './render-error-docs.ts';

const codes = Object.keys(errorCodes) as ErrorCode[];

describe('the table of error codes', () => {
  it('matches docs/errors.md', async () => {
    await expect(renderErrorDocs()).toMatchFileSnapshot('../../../../docs/errors.md');
  });

  it.each(codes)('%s has sentences for people and a log message without a period', (code) => {
    const { message, userMessage, remedy, httpStatus } = describeError(code);
    expect(code).toMatch(/^HF_[A-Z]+(_[A-Z]+)*$/);
    expect(message).not.toMatch(/[.!]$/);
    expect(userMessage).toMatch(/[.!?]$/);
    expect(remedy).toMatch(/[.!?]$/);
    expect(httpStatus).toBeGreaterThanOrEqual(400);
  });

  it('recognizes its own codes and no others', () => {
    expect(isErrorCode('HF_INTERNAL')).toBe(true);
    for (const other of ['HF_NO_SUCH', 'toString', undefined, 7]) expect(isErrorCode(other)).toBe(false);
  });
});

describe('an error', () => {
  it('takes retry advice and texts from the table', () => {
    const error = new HoldfastError('HF_RATE_LIMITED', { details: { retryAfterSeconds: 9 } });
    expect(error).toMatchObject({ code: 'HF_RATE_LIMITED', retry: 'later', httpStatus: 429 });
    expect(error.message).toBe('HF_RATE_LIMITED: Too many requests');
  });

  it('leaves the server without its cause', () => {
    const error = toHoldfastError(new Error('hush'));
    expect(error.cause).toBeInstanceOf(Error);
    expect(toErrorBody(error)).toEqual({
      code: 'HF_INTERNAL',
      message: 'Something went wrong on our side. Try again in a moment.',
      retry: 'later',
    });
  });
});
