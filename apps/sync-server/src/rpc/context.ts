import type { WebSocket } from 'ws';

import type { Identity } from '../auth/authenticate.ts';
import type { SignInLimiter } from '../auth/sign-in-limiter.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';

/** A signed-in device on its socket. */
export interface DeviceSession extends Identity {
  readonly socket: WebSocket;
}

/** Context of a procedure call. Over plain HTTP there is no session. */
export interface RpcContext {
  readonly server: ServerContext;
  readonly signInLimiter: SignInLimiter;
  /** The network address of the caller, for rate limits. */
  readonly address: string;
  readonly session: DeviceSession | undefined;
}
