import { describe, expect, it } from 'vitest';

import { hashPassword, verifyPassword } from './password.ts';

describe('a password', () => {
  it('is stored as argon2id with its own salt', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('is verified against its hash; without a hash, every password is wrong', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await verifyPassword(hash, 'wrong horse')).toBe(false);
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
  });

  it('is refused if it is too short, or longer than 1,024 characters', () => {
    for (const password of ['short', 'x'.repeat(1025)]) {
      expect(() => hashPassword(password)).toThrow('HF_PASSWORD_TOO_WEAK');
    }
  });

  it('of an unknown account takes as long to verify as a wrong one', async () => {
    const hash = await hashPassword('correct horse');
    await verifyPassword(undefined, 'warm up');
    const known = await fastest(() => verifyPassword(hash, 'wrong horse'));
    const unknown = await fastest(() => verifyPassword(undefined, 'wrong horse'));
    // Wide limits: without hashing, an unknown account would be a thousand times faster.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });
});

/** Returns the fastest of seven runs, in milliseconds: the one that a busy machine disturbed least. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const milliseconds: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  return Math.min(...milliseconds);
}
