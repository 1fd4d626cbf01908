/** Several threads of one function. */
import { now } from 'pyconc';
import { Thread } from 'pyconc/threading';

// biome-ignore lint/suspicious/noExplicitAny: any exported function can be a target
type Target = (...args: any[]) => unknown;

export function start(count: number, target: Target, ...args: unknown[]): Thread[] {
  return startEach(
    target,
    Array.from({ length: count }, () => args),
  );
}

/** One thread for each list of arguments. */
export function startEach(target: Target, argumentLists: readonly (readonly unknown[])[]): Thread[] {
  const threads = argumentLists.map((args) => new Thread({ target, args }));
  for (const thread of threads) thread.start();
  return threads;
}

export function join(threads: readonly Thread[]): void {
  for (const thread of threads) thread.join();
}

export function together(count: number, target: Target, ...args: unknown[]): void {
  join(start(count, target, ...args));
}

/** The result of an action, and how many seconds of the program's clock it takes. */
export function timed<T>(action: () => T): { answer: T; seconds: number } {
  const begin = now();
  const answer = action();
  return { answer, seconds: now() - begin };
}
