export interface ChannelEndpoint {
  readonly serverUrl: string;
  readonly tenant: string;
  readonly channelId: number;
  readonly key: string;
}

export interface CustomerMessage {
  readonly externalId: string;
  readonly contact: { externalId: string; name: string; email?: string; locale?: string };
  readonly text: string;
}

export interface Receipt {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a customer's message over the HTTP channel. */
export async function writeAsCustomer(channel: ChannelEndpoint, message: unknown): Promise<Receipt> {
  const url = `${channel.serverUrl}/api/v1/${channel.tenant}/channels/${channel.channelId}/messages`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${channel.key}`, 'content-type': 'application/json' },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
}
