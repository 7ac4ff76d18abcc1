import type { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { FileStore } from '../files/file-store.ts';
import type { InboundEvent } from './inbound-event.ts';
import type { Channel } from './load-channel.ts';
import type { OutboundMessage, SendOutcome } from './outbound-message.ts';

/** Everything an adapter call can use besides its request. */
export interface AdapterContext {
  tenant: string;
  channel: Channel;
  files: FileStore;
  /** True if the operator permits requests to private network addresses. */
  allowPrivateAddresses: boolean;
  /** Unix time in milliseconds. */
  now: number;
}

/** A webhook request before parsing. Signatures cover the exact bytes of the body. */
export interface RawRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
  body: Buffer;
}

/**
 * One element of a platform's batch: an event, or the error that rejected it. A bad element does not affect the
 * others.
 */
export type ParsedElement =
  | { event: InboundEvent }
  | { error: HoldfastError; externalId?: string | undefined };

/**
 * One platform. All platform-specific code stays behind this interface; the rest of the server handles only
 * Holdfast's events and messages.
 */
export interface ChannelAdapter {
  /**
   * Returns the response body for the platform's webhook verification request. Throws HF_CHANNEL_SIGNATURE_INVALID if
   * the token is wrong.
   */
  respondToVerification: (context: AdapterContext, request: RawRequest) => string;
  /** Throws HF_CHANNEL_SIGNATURE_INVALID unless the platform signed exactly this body. */
  verifySignature: (context: AdapterContext, request: RawRequest) => void;
  /** Translates every element of a verified body. Throws only if the body as a whole cannot be parsed. */
  parseEvents: (context: AdapterContext, request: RawRequest) => Promise<ParsedElement[]>;
  /** Sends one message. Returns failures instead of throwing them: the caller decides whether to retry. */
  send: (context: AdapterContext, message: OutboundMessage) => Promise<SendOutcome>;
}
