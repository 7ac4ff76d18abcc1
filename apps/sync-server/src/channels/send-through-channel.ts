import type { FileStore } from '../files/file-store.ts';
import type { Channel } from './load-channel.ts';
import type { OutboundMessage, SendOutcome } from './outbound-message.ts';
import { findAdapter } from './find-adapter.ts';

export interface SendOptions {
  files: FileStore;
  allowPrivateAddresses: boolean;
  clock: () => Date;
}

/** Sends one message through its channel's adapter. An exception of the adapter is returned as `unreachable`. */
export async function sendThroughChannel(
  options: SendOptions,
  tenantSchema: string,
  channel: Channel,
  message: OutboundMessage,
): Promise<SendOutcome> {
  const { files, allowPrivateAddresses, clock } = options;
  const tenant = tenantSchema.replace(/^tenant_/, '');
  try {
    const context = { tenant, channel, files, allowPrivateAddresses, now: clock().getTime() };
    return await findAdapter(channel).send(context, message);
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  }
}
