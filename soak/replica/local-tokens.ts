import { createAuthClient } from '@holdfast/desktop/replica/sync/auth-client';
import { TokenManager } from '@holdfast/desktop/replica/sync/token-manager';
import { issueAccessToken } from '@holdfast/sync-server/auth/access-token';
import { deriveKey } from '@holdfast/sync-server/config/derive-key';

/** An agent with one device, and what is needed to sign in as them. */
export interface SoakAgent {
  readonly userId: number;
  readonly deviceId: number;
  readonly tenant: string;
  readonly tokenSecret: string;
}

/** Tokens by the server's own secret: signing in is not what is soaked, and a password hash is slow by design. */
export function localTokens(agent: SoakAgent, now: () => Date): TokenManager {
  const { userId, deviceId, tenant } = agent;
  const issue = async () => {
    const key = deriveKey(agent.tokenSecret, 'access-token');
    // By the right clock: it is the server's word.
    const claims = { tenant, userId, deviceId, role: 'agent' as const };
    const { token, expiresAt } = await issueAccessToken(key, claims, new Date());
    return {
      accessToken: token,
      accessTokenExpiresAt: expiresAt.toISOString(),
      refreshToken: 'soak',
      user: {
        id: userId,
        name: 'Soak',
        email: 'soak@example.test',
        role: 'agent' as const,
        locale: 'en' as const,
      },
      tenant: { slug: tenant, name: tenant },
      deviceId,
    };
  };
  return new TokenManager({
    auth: { ...createAuthClient('http://127.0.0.1:9'), refresh: issue },
    secrets: { load: () => Promise.resolve('soak'), store: () => undefined, clear: () => undefined },
    now,
    onRenewed: () => undefined,
  });
}
