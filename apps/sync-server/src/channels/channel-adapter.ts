import type { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { FileStore } from '../files/file-store.ts';
import type { InboundEvent } from './inbound-event.ts';
import type { Channel } from './load-channel.ts';
import type { OutboundMessage, SendOutcome } from './outbound-message.ts';

/** What an adapter may use of the world around it. */
export interface AdapterContext {
  tenant: string;
  channel: Channel;
  files: FileStore;
  /** Whether addresses of private networks may be called: only where the operator says so. */
  allowPrivateAddresses: boolean;
  /** Milliseconds. */
  now: number;
}

/** A webhook request as it came: signatures are over these very bytes. */
export interface RawRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
  body: Buffer;
}

/** One element of a platform's batch: an event, or why it is none. One bad element never costs the others. */
export type ParsedElement =
  | { event: InboundEvent }
  | { error: HoldfastError; externalId?: string | undefined };

/**
 * One platform. Everything that is particular to it stays behind this interface; the rest of the server knows
 * only our own events and messages.
 */
export interface ChannelAdapter {
  /** The answer to the platform's question whether this webhook is ours; throws when the token is wrong. */
  answerVerification: (context: AdapterContext, request: RawRequest) => string;
  /** Throws HF_CHANNEL_SIGNATURE_INVALID unless the platform signed exactly this body. */
  verifySignature: (context: AdapterContext, request: RawRequest) => void;
  /** Translates every element of a verified body. Throws only when the body as a whole cannot be read. */
  parseEvents: (context: AdapterContext, request: RawRequest) => Promise<ParsedElement[]>;
  /** Sends one message. Answers instead of throwing: the caller decides about another attempt. */
  send: (context: AdapterContext, message: OutboundMessage) => Promise<SendOutcome>;
}
