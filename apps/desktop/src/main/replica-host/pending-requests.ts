/** Questions to the replica that wait for their answer, by number. Whatever happens, each is settled. */
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

  /** Answers all that wait, for instance because whoever was asked is gone. */
  answerAll(answer: Answer): void {
    for (const resolve of this.#waiting.values()) resolve(answer);
    this.#waiting.clear();
  }
}
