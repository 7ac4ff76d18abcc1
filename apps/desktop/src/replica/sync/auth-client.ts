import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '@holdfast/sync-server/router';
import { signInResponseSchema } from './sign-in-response.ts';
import type { SignInResponse } from './sign-in-response.ts';

export interface Credentials {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  readonly device: { readonly uuid: string; readonly name: string };
}

export interface AuthClient {
  signIn(credentials: Credentials): Promise<SignInResponse>;
  refresh(refreshToken: string): Promise<SignInResponse>;
  signOut(refreshToken: string): Promise<void>;
  /** True if the server responds to `/livez` with success. */
  isReachable(): Promise<boolean>;
}

const timeoutMs = 15_000;

/** Sign-in, refresh and sign-out over plain HTTP. Throws tRPC's errors; `toServerError` converts them. */
export function createAuthClient(serverUrl: string): AuthClient {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: new URL('/trpc', serverUrl).href,
        fetch: (url: string | URL, init?: object) =>
          fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
      }),
    ],
  });
  return {
    signIn: async (credentials) => signInResponseSchema.parse(await client.auth.signIn.mutate(credentials)),
    refresh: async (refreshToken) =>
      signInResponseSchema.parse(await client.auth.refresh.mutate({ refreshToken })),
    signOut: async (refreshToken) => {
      await client.auth.signOut.mutate({ refreshToken });
    },
    isReachable: async () => {
      try {
        const response = await fetch(new URL('/livez', serverUrl), {
          signal: AbortSignal.timeout(timeoutMs),
        });
        return response.ok;
      } catch {
        return false;
      }
    },
  };
}
