import type { AuthClient } from './auth-client.ts';
import { asksForSignIn, serverErrorCode } from './server-error.ts';
import type { SignInResponse } from './sign-in-response.ts';

/** The store of the refresh token: the system's keyring, through main. `load` returns null if it is empty. */
export interface RefreshTokenStore {
  load(): Promise<string | null>;
  store(value: string): void;
  clear(): void;
}

export type AccessTokenResult =
  | { readonly type: 'token'; readonly accessToken: string }
  | { readonly type: 'sign-in-required'; readonly code: string }
  | { readonly type: 'unreachable' };

export interface TokenManagerOptions {
  readonly auth: AuthClient;
  readonly secrets: RefreshTokenStore;
  readonly now: () => Date;
  /** Called after every refresh: names and roles can have changed. */
  readonly onRenewed: (signedIn: SignInResponse) => void;
}

/** An access token is refreshed this long before it expires. */
const renewBeforeMs = 30_000;

/** The tokens of one account, in memory. A refresh token is valid once; the next one is stored at once. */
export class TokenManager {
  readonly #options: TokenManagerOptions;
  #access: { readonly token: string; readonly expiresAt: number } | undefined;
  #refreshToken: string | null | undefined;

  constructor(options: TokenManagerOptions) {
    this.#options = options;
  }

  /** Takes over the tokens of a sign-in. */
  accept(signedIn: SignInResponse): void {
    this.#access = { token: signedIn.accessToken, expiresAt: Date.parse(signedIn.accessTokenExpiresAt) };
    this.#refreshToken = signedIn.refreshToken;
    this.#options.secrets.store(signedIn.refreshToken);
  }

  /** Returns a token that is valid for at least 30 s, refreshed if necessary. */
  async accessToken(): Promise<AccessTokenResult> {
    const { auth, now, onRenewed } = this.#options;
    if (this.#access !== undefined && this.#access.expiresAt - now().getTime() > renewBeforeMs) {
      return { type: 'token', accessToken: this.#access.token };
    }
    this.#refreshToken ??= await this.#options.secrets.load();
    if (this.#refreshToken === null) return await this.#askedToSignIn('HF_UNAUTHENTICATED');
    try {
      const signedIn = await auth.refresh(this.#refreshToken);
      this.accept(signedIn);
      onRenewed(signedIn);
      return { type: 'token', accessToken: signedIn.accessToken };
    } catch (error) {
      const code = serverErrorCode(error);
      if (code === undefined || !asksForSignIn(code)) return { type: 'unreachable' };
      this.forget();
      return { type: 'sign-in-required', code };
    }
  }

  /** The server rejected this access token: the next call refreshes it. */
  rejectAccessToken(): void {
    this.#access = undefined;
  }

  /** Deletes all tokens, and revokes the refresh token if the server is reachable. */
  async signOut(): Promise<void> {
    const refreshToken = this.#refreshToken ?? (await this.#options.secrets.load());
    this.forget();
    if (refreshToken !== null) await this.#options.auth.signOut(refreshToken).catch(() => undefined);
  }

  forget(): void {
    this.#access = undefined;
    this.#refreshToken = null;
    this.#options.secrets.clear();
  }

  /** Without a token the agent must sign in, which is only possible if the server is reachable. */
  async #askedToSignIn(code: string): Promise<AccessTokenResult> {
    return (await this.#options.auth.isReachable())
      ? { type: 'sign-in-required', code }
      : { type: 'unreachable' };
  }
}
