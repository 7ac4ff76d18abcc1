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
  /** What it answers, attempt by attempt; 204 when there is nothing left. A function decides when the attempt is there. */
  readonly replies: (number | 'hang-up' | (() => Promise<number | 'hang-up'>))[];
  close(): void;
}

/** The other end of a channel: keeps what it gets and answers what it is told to. */
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
      const answer = typeof planned === 'function' ? await planned() : planned;
      if (answer === 'hang-up') request.socket.destroy();
      else response.writeHead(answer).end(answer === 201 ? '{"externalId":"theirs-1"}' : undefined);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return { url: `http://127.0.0.1:${address.port}/callback`, received, replies, close: () => server.close() };
}
