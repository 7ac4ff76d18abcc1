import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';

import { deriveKey } from '../config/derive-key.ts';
import { issueAccessToken, verifyAccessToken } from './access-token.ts';
import type { AccessClaims } from './access-token.ts';

const key = deriveKey('a secret that is long enough for this', 'access-token');
const now = new Date('2026-11-22T12:00:00Z');
const claims: AccessClaims = { tenant: 'acme', userId: 7, deviceId: 9, role: 'agent' };

function after(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

describe('an access token', () => {
  it('carries the claims and expires after 10 min', async () => {
    const { token, expiresAt } = await issueAccessToken(key, claims, now);
    expect(expiresAt).toEqual(after(600));
    expect(await verifyAccessToken(key, token, after(599))).toEqual(claims);
    await expect(verifyAccessToken(key, token, after(601))).rejects.toMatchObject({
      code: 'HF_ACCESS_TOKEN_EXPIRED',
    });
  });

  it('is not valid under a key for another purpose or of another secret', async () => {
    const { token } = await issueAccessToken(key, claims, now);
    const otherKeys = [
      deriveKey('a secret that is long enough for this', 'file-link'),
      deriveKey('another secret that is long enough', 'access-token'),
    ];
    for (const otherKey of otherKeys) {
      await expect(verifyAccessToken(otherKey, token, now)).rejects.toMatchObject({
        code: 'HF_ACCESS_TOKEN_INVALID',
      });
    }
  });

  it.each([
    ['of another audience', { issuer: 'holdfast', audience: 'other' }],
    ['of another issuer', { issuer: 'other', audience: 'holdfast-device' }],
  ])('%s is not valid', async (_, { issuer, audience }) => {
    const token = await new SignJWT({ tenant: 'acme', device: 9, role: 'agent' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('7')
      .setExpirationTime(after(600))
      .sign(key);
    await expect(verifyAccessToken(key, token, now)).rejects.toMatchObject({
      code: 'HF_ACCESS_TOKEN_INVALID',
    });
  });

  it('without a signature is not valid', async () => {
    const { token } = await issueAccessToken(key, claims, now);
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const unsigned = `${none}.${token.split('.')[1]}.`;
    await expect(verifyAccessToken(key, unsigned, now)).rejects.toMatchObject({
      code: 'HF_ACCESS_TOKEN_INVALID',
    });
  });

  it('with claims of another shape is not valid', async () => {
    const token = await new SignJWT({ tenant: 'acme', device: 'nine', role: 'king' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('holdfast')
      .setAudience('holdfast-device')
      .setSubject('7')
      .setExpirationTime(after(600))
      .sign(key);
    await expect(verifyAccessToken(key, token, now)).rejects.toMatchObject({
      code: 'HF_ACCESS_TOKEN_INVALID',
    });
  });
});
