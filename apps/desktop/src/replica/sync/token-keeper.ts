import type { AuthClient } from './auth-client.ts';
import { asksForSignIn, serverErrorCode } from './server-error.ts';
import type { SignedIn } from './tokens.ts';

/** Where the refresh token is kept: the system's keyring, through main. Null when there is none. */
export interface SecretStore {
  load(): Promise<string | null>;
  store(value: string): void;
  clear(): void;
}

export type AccessToken =
  | { readonly type: 'token'; readonly accessToken: string }
  | { readonly type: 'sign-in-required'; readonly code: string }
  | { readonly type: 'unreachable' };

export interface TokenKeeperOptions {
  readonly auth: AuthClient;
  readonly secrets: SecretStore;
  readonly now: () => Date;
  /** Told of every renewal: names and roles may have changed. */
  readonly onRenewed: (signedIn: SignedIn) => void;
}

/** An access token is renewed this long before it runs out. */
const renewBeforeMs = 30_000;

/** Holds the tokens of one account in memory. A refresh token is good for one use; the next is stored at once. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #access: { readonly token: string; readonly expiresAt: number } | undefined;
  #refreshToken: string | null | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** Takes over the tokens of a sign-in. */
  accept(signedIn: SignedIn): void {
    this.#access = { token: signedIn.accessToken, expiresAt: Date.parse(signedIn.accessTokenExpiresAt) };
    this.#refreshToken = signedIn.refreshToken;
    this.#options.secrets.store(signedIn.refreshToken);
  }

  /** A token that is good for a while, renewed if need be. */
  async accessToken(): Promise<AccessToken> {
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

  /** The server would not take this access token: the next one asked for is a new one. */
  rejectAccessToken(): void {
    this.#access = undefined;
  }

  /** Gives the refresh token back to the server, as far as it can be reached, and forgets everything. */
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

  /** Without a token the agent is asked to sign in only once the server is there to sign in to. */
  async #askedToSignIn(code: string): Promise<AccessToken> {
    return (await this.#options.auth.isReachable())
      ? { type: 'sign-in-required', code }
      : { type: 'unreachable' };
  }
}
