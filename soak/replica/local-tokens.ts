import { createAuthClient } from '@holdfast/desktop/replica/sync/auth-client';
import { TokenManager } from '@holdfast/desktop/replica/sync/token-manager';
import { issueAccessToken } from '@holdfast/sync-server/auth/access-token';
import { deriveKey } from '@holdfast/sync-server/config/derive-key';

/** An agent with one device, and the secret to sign its tokens. */
export interface SoakAgent {
  readonly userId: number;
  readonly deviceId: number;
  readonly tenant: string;
  readonly tokenSecret: string;
}

/**
 * Issues tokens with the server's own secret: the soak does not test sign-in, and password hashes are slow by design.
 */
export function localTokens(agent: SoakAgent, now: () => Date): TokenManager {
  const { userId, deviceId, tenant } = agent;
  const issue = async () => {
    const key = deriveKey(agent.tokenSecret, 'access-token');
    // Uses the true clock, because the server issues tokens.
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
