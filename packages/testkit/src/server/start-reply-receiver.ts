import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface ReceivedReply {
  readonly key: string | undefined;
  readonly signature: string;
  readonly body: Buffer;
}

export interface TestReplyReceiver {
  readonly url: string;
  readonly received: ReceivedReply[];
  /** Responses for the next attempts, in order; 204 when the list is empty. A function is called when the attempt arrives. */
  readonly replies: (number | 'hang-up' | (() => Promise<number | 'hang-up'>))[];
  close(): void;
}

/** Starts a channel's callback endpoint. It records requests and responds as `replies` says. */
export async function startTestReplyReceiver(): Promise<TestReplyReceiver> {
  const received: ReceivedReply[] = [];
  const replies: TestReplyReceiver['replies'] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const signature = request.headers['x-holdfast-signature'];
      received.push({
        key: request.headers['idempotency-key']?.toString(),
        signature: typeof signature === 'string' ? signature : '',
        body,
      });
      const planned = replies.shift() ?? 204;
      const status = typeof planned === 'function' ? await planned() : planned;
      if (status === 'hang-up') request.socket.destroy();
      else response.writeHead(status).end(status === 201 ? '{"externalId":"theirs-1"}' : undefined);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return { url: `http://127.0.0.1:${address.port}/callback`, received, replies, close: () => server.close() };
}
