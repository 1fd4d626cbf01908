/**
 * Programs that start themselves, by `await run(main)` at the top level of their own file. Their threads import that file too,
 * and must not start the program again: a built-in `if __name__ == '__main__'`.
 */
import { userFrame } from '../source/stack.js';

/** The program's first call of `run`, while this thread evaluates the code after it. */
let call: Error | undefined;

/** True in a thread while it evaluates the code after the program's call of `run`. */
export function isPastRun(): boolean {
  return call !== undefined;
}

/** Imports a module that may call `run`. */
export async function importingProgram(url: string): Promise<Readonly<Record<string, unknown>>> {
  call = undefined;
  try {
    const namespace = await import(url);
    // Code that the file has started and not awaited may be about to go on: it is part of the code after `run`.
    if (isPastRun()) await new Promise((resolve) => setImmediate(resolve));
    return namespace;
  } catch (error) {
    if (!isPastRun()) throw error;
    throw new Error(whatFailed(error, url), { cause: error });
  } finally {
    call = undefined;
  }
}

function whatFailed(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const where = error instanceof Error ? userFrame(error.stack) : null;
  return `what follows \`run(…)\` (${userFrame(call?.stack) ?? url}) is evaluated in every thread, without a result, and failed there${where === null ? '' : ` (${where})`}: ${message}. Put it into run(main).then(…): that is called in the program itself alone`;
}

/**
 * What `run` returns in a thread. `await` goes on at once, so that the rest of the file is evaluated and its exports exist;
 * callbacks given to `then`, `catch` and `finally` are never called, and these methods return another such promise.
 */
export function runInThread<R>(): Promise<R> {
  call = new Error();
  takeCombinators();
  return absentPromise(result as R);
}

/** A result that stands for that of the real run, which threads do not get. */
const result: unknown = { reason: 'completed', seconds: 0, outcome: null, threads: [], processes: [], params: {} };

const absentOnes = new WeakSet<object>();

/** A fulfilled promise that only `await` reacts to. */
function absentPromise<T>(value: T): Promise<T> {
  const promise = Promise.resolve(value);
  absentOnes.add(promise);
  const next = () => absentPromise(result) as Promise<never>;
  promise.catch = next;
  promise.finally = next;
  // `await` does not look up `then` on a native promise; all other callers do.
  // biome-ignore lint/suspicious/noThenProperty: which is what this is for
  promise.then = (onValue, onError) =>
    isOfEngine(onValue) ? (Promise.prototype.then.call(promise, onValue as never, onError as never) as never) : next();
  return promise;
}

/** True for a callback that the engine itself gives to `then`: when an async function returns the promise, for example. */
function isOfEngine(callback: unknown): boolean {
  return typeof callback === 'function' && callback.name === '' && /\{ \[native code\] \}$/.test(String(callback));
}

/** Results of Promise's combinators if one of the promises is an absent one. */
const combinations = {
  all: (promises: readonly unknown[]) => promises.map(() => result),
  allSettled: (promises: readonly unknown[]) => promises.map(() => ({ status: 'fulfilled', value: result })),
  any: () => result,
  race: () => result,
};

let isTaken = false;

/**
 * Makes `Promise.all([run(a)])` and the like return absent promises too: otherwise callbacks given to its `then` would be
 * called.
 */
function takeCombinators(): void {
  if (isTaken) return;
  isTaken = true;
  for (const [name, combine] of Object.entries(combinations)) {
    const own = Promise[name as 'all'];
    const value = function (this: PromiseConstructor, promises: readonly unknown[]) {
      const isAbsent = Array.isArray(promises) && promises.some((each) => absentOnes.has(each as object));
      return isAbsent ? absentPromise(combine(promises)) : own.call(this, promises);
    };
    Object.defineProperty(Promise, name, { configurable: true, writable: true, value });
  }
}
