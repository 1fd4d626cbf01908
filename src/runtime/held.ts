/** Something acquired for as long as a block runs: `using _held = lock.hold()`, and `lock.with(() => …)`. */
import { typeName } from './type-names.js';

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

/**
 * Runs `body` while `acquirable` is acquired, and releases it, also if `body` throws. Throws TypeError for a body that would
 * go on after the release: one that is async or a generator, or returns a promise.
 */
export function withHeld<T>(acquirable: Acquirable, body: () => T): T {
  refuseBody(body);
  acquirable.acquire();
  try {
    const value = body();
    if (typeof value === 'object' && value !== null) refusePromise(value);
    return value;
  } finally {
    acquirable.release();
  }
}

function refuseBody(body: unknown): void {
  if (typeof body !== 'function') throw new TypeError(`with is given a function, with(() => …), not ${typeName(body)}`);
  const kind = Object.getPrototypeOf(body);
  if (kind === Function.prototype) return;
  const refusal = refusals.get(kind);
  if (refusal) throw new TypeError(`the body of with is ${refusal}: ${AFTER}`);
}

function refusePromise(value: object): void {
  if (typeof (value as { then?: unknown }).then === 'function') {
    throw new TypeError(`the body of with returned a promise: ${AFTER}`);
  }
}

const AFTER =
  'it would go on after the release. What a thread runs blocks (`sleep(1)`, not `await`); between acquire() and release() it may be spelt out';

const refusals = new Map<unknown, string>([
  [Object.getPrototypeOf(async () => {}), 'async'],
  [Object.getPrototypeOf(function* () {}), 'a generator'],
  [Object.getPrototypeOf(async function* () {}), 'an async generator'],
]);
