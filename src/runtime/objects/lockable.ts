/** Something acquired for as long as a block runs: `using _held = lock.hold()`, and `lock.with(() => …)`. */
import { typeName } from '../arguments/type-names.js';

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
 * For `with`, before it acquires: throws TypeError for a body that would go on after the release, being async or a generator.
 * (Each class spells the rest out: by way of one function for all, `with` took half as long again.)
 */
export function refuseBody(body: Function): void {
  // One look, for nearly all; to ask for the prototype takes as long as a lock does.
  if (body?.constructor !== Function) refuseLater(body, 'the body of with', 'with(() => …)');
}

/** For `with`: what the body returned. Throws TypeError for a promise. */
export function notPromised<T>(value: T): T {
  if (typeof value === 'object' && value !== null) refusePromise(value, 'the body of with');
  return value;
}

/** Throws TypeError for what is no function, and for a function that is not done when it returns. */
export function refuseLater(body: unknown, what: string, example: string): void {
  if (typeof body !== 'function') throw new TypeError(`${what} is a function, ${example}, not ${typeName(body)}`);
  const kind = refusals[body.constructor?.name];
  if (kind) throw new TypeError(`${what} is ${kind}: ${AFTER}`);
}

/** Throws TypeError for a promise. */
export function refusePromise(value: object, what: string): void {
  if (typeof (value as { then?: unknown }).then === 'function') {
    throw new TypeError(`${what} returned a promise: ${AFTER}`);
  }
}

const AFTER = 'it would go on when all is over. What a thread runs blocks (`sleep(1)`, not `await`)';

const refusals: Readonly<Record<string, string | undefined>> = {
  AsyncFunction: 'async',
  GeneratorFunction: 'a generator',
  AsyncGeneratorFunction: 'an async generator',
};
