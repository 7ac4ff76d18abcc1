import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { isSignedPayload } from '@holdfast/sync-server/channels/http-channel/payload-signature';

const deliverySchema = z.object({
  messageId: z.number(),
  text: z.string(),
  contact: z.object({ externalId: z.string() }),
});

export interface Delivery extends z.infer<typeof deliverySchema> {
  readonly idempotencyKey: string;
  readonly isSigned: boolean;
}

/** The customer's system: receives the replies that the HTTP channel posts to its callback address. */
export class ReplyReceiver {
  readonly deliveries: Delivery[] = [];
  readonly url: string;
  /** Set when the channel is created. */
  signingSecret = '';
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}/replies`;
  }

  static async start(): Promise<ReplyReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const receiver = new ReplyReceiver(server, typeof address === 'object' ? (address?.port ?? 0) : 0);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        receiver.deliveries.push({
          ...deliverySchema.parse(JSON.parse(body)),
          idempotencyKey: String(request.headers['idempotency-key']),
          isSigned: receiver.#isSigned(body, String(request.headers['x-holdfast-signature'])),
        });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    return receiver;
  }

  forget(): void {
    this.deliveries.length = 0;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #isSigned(body: string, signature: string): boolean {
    return isSignedPayload(this.signingSecret, Buffer.from(body), signature, Date.now());
  }
}
