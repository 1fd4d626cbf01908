/** What is said of an object that a thread waits for: its state, and what was done to it. */
import { listed } from './listed.js';

export const awaitedMessages = {
  latest: (thread: string, seconds: number) => ` by ${thread} at ${seconds.toFixed(3)} s`,
  arrived: (threads: readonly string[], parties: number) =>
    `${threads.length} of ${parties} have come (${listed(threads)})`,
  noPermit: 'no permit is left',
  neverAny: 'it has had no permit so far',
  allTaken: (threads: readonly string[]) => `${listed(threads)} took all permits, and nobody has given one back`,
  neverSet: 'it was never set',
  setBefore: (set: string, cleared: string) =>
    set === '' || cleared === ''
      ? 'it was set and cleared while this thread did not wait'
      : `it was set${set} and cleared${cleared}, while this thread did not wait`,
  neverNotified: 'nobody has notified it so far',
  notified: (times: number) => `it was notified ${times} times`,
  woke: (latest: string, woken: string | null) =>
    woken === null
      ? `it was last notified${latest}, when nobody waited: nothing is kept of that`
      : `it was last notified${latest}, which woke ${woken}`,
  notifiersEnded: 'nobody who is alive has ever notified it',
  empty: 'it is empty',
  full: (items: number) => `it is full (${count(items, 'item')})`,
  put: {
    never: 'nobody has ever put anything into it',
    ended: (times: number, threads: readonly string[]) =>
      `nobody who is alive has ever put anything into it (${count(times, 'item')} came from ${listed(threads)})`,
    last: (times: number, latest: string) => lastOf(times, 'item', 'put', latest),
  },
  got: {
    never: 'nobody has ever got anything from it',
    ended: (times: number, threads: readonly string[]) =>
      `nobody who is alive has ever got anything from it (${count(times, 'item')} went to ${listed(threads)})`,
    last: (times: number, latest: string) => lastOf(times, 'item', 'got', latest),
  },
  released: {
    never: 'nobody has ever released one',
    ended: (times: number, threads: readonly string[]) =>
      `nobody who is alive has ever released one (${count(times, 'permit')} came from ${listed(threads)})`,
    last: (times: number, latest: string) => lastOf(times, 'permit', 'released', latest),
  },
  unfinished: (items: number) => `${count(items, 'item')} not reported as done`,
  gotAndDone: (got: number, done: number) => `${got} got, ${done === 0 ? 'none' : done} reported`,
  stillIn: (items: number) => `${items} still in it`,
  gettersEnded: (threads: readonly string[]) =>
    threads.length === 1 ? `${threads[0]}, which got them, has ended` : `all who got them have ended`,
} as const;

function count(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}

/** `1 item was put by main at 0.100 s`, `the last of 3 items was put …`, `3 items were put` if it is not known by whom. */
function lastOf(times: number, what: string, done: string, latest: string): string {
  if (times === 1) return `1 ${what} was ${done}${latest}`;
  return latest === ''
    ? `${count(times, what)} were ${done}`
    : `the last of ${count(times, what)} was ${done}${latest}`;
}
