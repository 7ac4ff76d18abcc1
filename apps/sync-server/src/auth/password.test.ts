import { describe, expect, it } from 'vitest';

import { hashPassword, verifyPassword } from './password.ts';

describe('a password', () => {
  it('is hashed with argon2id and a random salt', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('verifies only against its own hash, and never without a hash', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await verifyPassword(hash, 'wrong horse')).toBe(false);
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
  });

  it('is rejected when it is shorter than 10 or longer than 1,024 characters', () => {
    for (const password of ['short', 'x'.repeat(1025)]) {
      expect(() => hashPassword(password)).toThrow('HF_PASSWORD_TOO_WEAK');
    }
  });

  it('of an unknown account takes as long to verify as a wrong password', async () => {
    const hash = await hashPassword('correct horse');
    await verifyPassword(undefined, 'warm up');
    const known = await fastest(() => verifyPassword(hash, 'wrong horse'));
    const unknown = await fastest(() => verifyPassword(undefined, 'wrong horse'));
    // The bounds are wide on purpose: without the dummy hash an unknown account would be a thousand times faster.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });
});

/** Shortest of 7 runs, in ms: other load on the machine disturbed it least. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const milliseconds: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  return Math.min(...milliseconds);
}
