/** Puts events in order: each carries the number that it took when it happened, and they may arrive in any order. */

export class Sequencer<T extends { readonly seq: number }> {
  #next = 1;
  readonly #early = new Map<number, T>();
  readonly #deliver: (event: T) => void;

  constructor(deliver: (event: T) => void) {
    this.#deliver = deliver;
  }

  /** Events that wait for one with a lower number. */
  get waiting(): number {
    return this.#early.size;
  }

  add(event: T): void {
    this.#early.set(event.seq, event);
    this.#flush();
  }

  /** The missing number was taken by a thread that died before it could use it. */
  skipMissing(): void {
    if (this.#early.size === 0) return;
    this.#next++;
    this.#flush();
  }

  #flush(): void {
    for (let event = this.#early.get(this.#next); event; event = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next++;
      this.#deliver(event);
    }
  }
}
