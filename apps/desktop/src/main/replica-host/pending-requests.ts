/** Requests to the replica that wait for a reply, by number. Each one is settled, also when the replica ends. */
export class PendingRequests<Answer> {
  #next = 1;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  ask(send: (requestId: number) => void): Promise<Answer> {
    const requestId = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      send(requestId);
    });
  }

  answer(requestId: number, answer: Answer): void {
    this.#waiting.get(requestId)?.(answer);
    this.#waiting.delete(requestId);
  }

  /** Settles all waiting requests, for instance because the replica ended. */
  answerAll(answer: Answer): void {
    for (const resolve of this.#waiting.values()) resolve(answer);
    this.#waiting.clear();
  }
}
