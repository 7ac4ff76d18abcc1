import { describe, expect, it } from 'vitest';

import { hashPassword, verifyPassword } from './password.ts';

describe('a password', () => {
  it('is kept as argon2id, with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('is right, wrong, or of nobody', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await verifyPassword(hash, 'wrong horse')).toBe(false);
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
  });

  it('is refused when it is short, or so long that it is only work', () => {
    for (const password of ['short', 'x'.repeat(1025)]) {
      expect(() => hashPassword(password)).toThrow('HF_PASSWORD_TOO_WEAK');
    }
  });

  it('of nobody takes the time of a wrong one', async () => {
    const hash = await hashPassword('correct horse');
    await verifyPassword(undefined, 'warm up');
    const known = await fastest(() => verifyPassword(hash, 'wrong horse'));
    const unknown = await fastest(() => verifyPassword(undefined, 'wrong horse'));
    // Far apart on purpose: without the work the unknown account would be a thousand times faster.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });
});

/** The fastest of some runs is the one that a busy machine disturbed least. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const milliseconds: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  return Math.min(...milliseconds);
}
