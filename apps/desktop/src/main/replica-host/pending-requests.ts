/** Requests to the replica that wait for a reply, by number. Each one is settled, also when the replica ends. */
export class PendingRequests<Reply> {
  #next = 1;
  readonly #waiting = new Map<number, (reply: Reply) => void>();

  request(send: (requestId: number) => void): Promise<Reply> {
    const requestId = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      send(requestId);
    });
  }

  settle(requestId: number, reply: Reply): void {
    this.#waiting.get(requestId)?.(reply);
    this.#waiting.delete(requestId);
  }

  /** Settles all waiting requests, for instance because the replica ended. */
  settleAll(reply: Reply): void {
    for (const resolve of this.#waiting.values()) resolve(reply);
    this.#waiting.clear();
  }
}
