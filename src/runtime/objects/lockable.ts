/** What is acquired for as long as a block runs: `using _held = lock.hold()`, and `lock.with(() => …)`. */
import { typeName } from '../arguments/type-names.js';
import type { SharedObject } from './shared-object.js';

interface Acquirable {
  acquire(): unknown;
  release(): void;
}

/** Acquires at once; releases when disposed of, the first time. */
class Held implements Disposable {
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

/** What can be acquired, for as long as a block runs. */
export interface Lockable {
  /** Acquires, and returns what releases when it is disposed of: `using _held = lock.hold();`. Python: `with lock:`. */
  hold(): Disposable;
  /**
   * Runs `body` with this acquired, and releases it, also if `body` throws. Throws TypeError for a body that would go on after
   * the release: one that is async or a generator, or returns a promise. Python: `with lock:`.
   */
  with<T>(body: () => T): T;
}

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants a mixin's base to take any arguments.
type Class<T> = abstract new (...args: any[]) => T;

/** Adds to a class of shared objects what all have that can be acquired and released. */
export function lockable<B extends Class<SharedObject>>(base: B): B & Class<Lockable> {
  abstract class WithBlocks extends base implements Acquirable, Lockable {
    abstract acquire(): boolean;
    abstract release(): void;

    hold(): Disposable {
      return new Held(this);
    }

    with<T>(body: () => T): T {
      refuseBody(body);
      this.acquire();
      try {
        return notPromised(body());
      } finally {
        this.release();
      }
    }
  }
  return WithBlocks;
}

/**
 * For `with`, before it acquires: throws TypeError for a body that would go on after the release, being async or a generator.
 */
function refuseBody(body: Function): void {
  // One look, for nearly all; to ask for the prototype takes as long as a lock does.
  if (body?.constructor !== Function) refuseLater(body, 'the body of with', 'with(() => …)');
}

/** For `with`: what the body returned. Throws TypeError for a promise. */
function notPromised<T>(value: T): T {
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
