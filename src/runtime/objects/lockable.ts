/** Acquiring a shared object for the duration of a block: `using _held = lock.hold()`, and `lock.with(() => …)`. */
import { typeName } from '../arguments/type-names.js';
import type { SharedObject } from './shared-object.js';

interface Acquirable {
  acquire(): unknown;
  release(): void;
}

/** Acquires at once, and releases when it is first disposed of. */
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

/** An object that can be acquired for the duration of a block. */
export interface Lockable {
  /** Acquires; the returned object releases when it is disposed of: `using _held = lock.hold();`. Python: `with lock:`. */
  hold(): Disposable;
  /**
   * Acquires, runs `body`, and releases, even if `body` throws. Throws TypeError for a body that would go on after the release:
   * one that is async or a generator, or returns a promise. Python: `with lock:`.
   */
  with<T>(body: () => T): T;
}

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants a mixin's base to take any arguments.
type Class<T> = abstract new (...args: any[]) => T;

/** Adds `hold` and `with` to a class of shared objects that can be acquired and released. */
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
 * For `with`, before it acquires: throws TypeError for a body that is async or a generator, which would go on after the
 * release.
 */
function refuseBody(body: Function): void {
  // One comparison is enough for nearly all bodies; getting the prototype takes as long as taking a lock.
  if (body?.constructor !== Function) refuseLater(body, 'the body of with', 'with(() => …)');
}

/** For `with`: returns the body's result. Throws TypeError for a promise. */
function notPromised<T>(value: T): T {
  if (typeof value === 'object' && value !== null) refusePromise(value, 'the body of with');
  return value;
}

/** Throws TypeError if `body` is not a function, or is one that is not done when it returns. */
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
