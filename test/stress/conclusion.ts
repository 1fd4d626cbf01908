/** The beginning and end of a round: its threads, its findings, and the proof that the runtime still counts right. */
import { log, randint, SharedList, sleep } from 'pyconc';
import { Event, Thread } from 'pyconc/threading';

// biome-ignore lint/suspicious/noExplicitAny: any exported function can be a target
type Target = (...args: any[]) => unknown;

/** The first few findings of the threads. */
const findings = new SharedList<string>('findings');
const end = new Event('the end');

export function find(what: string): void {
  if (findings.length < 20) findings.append(what);
}

export function check(isRight: boolean, what: () => string): void {
  if (!isRight) find(what());
}

/** Starts a thread for each list of arguments, and waits for all. */
export function together(target: Target, argumentLists: readonly (readonly unknown[])[]): void {
  const threads = argumentLists.map((args) => new Thread({ target, args }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

/** This many empty lists of arguments, or of the same ones. */
export function times(count: number, ...args: unknown[]): unknown[][] {
  return Array.from({ length: count }, () => args);
}

/**
 * The last call of a round. No other thread is alive, so this is a hang, and must be detected as one: that requires a
 * runtime that has counted every sleep and every wake. A round that ends in any other way has a finding.
 */
export function conclude(): void {
  log(JSON.stringify(findings.toArray()));
  end.wait();
}

/** Some time, awake or asleep, or none: the usual gap between two calls of real threads. */
export function dawdle(): void {
  const what = randint(0, 9);
  if (what === 0) sleep(randint(0, 20) / 100_000);
  else if (what < 4) for (let i = randint(0, 2000); i > 0; i--) Math.sqrt(i);
}

/** A timeout in seconds: as often too short for its wait as not. */
export function briefly(): number {
  return randint(-1, 30) / 100_000;
}
