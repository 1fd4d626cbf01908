/** What `hold()` gives: something acquired, that is released at the end of a `using` block. */

interface Acquirable {
  acquire(): unknown;
  release(): void;
}

/** Acquires at once; releases when disposed of, the first time. */
export class Held implements Disposable {
  #held: Acquirable | undefined;

  constructor(acquirable: Acquirable) {
    acquirable.acquire();
    this.#held = acquirable;
  }

  [Symbol.dispose](): void {
    const held = this.#held;
    this.#held = undefined;
    held?.release();
  }
}
