/** What is said of a program that may go wrong. */
import { listed } from './listed.js';

export const warningMessages = {
  deadlock: (isAlone: boolean) =>
    isAlone
      ? 'A thread waits for itself, while others continue:'
      : 'Some threads wait for each other, while others continue:',
  resolvedDeadlock: (isAlone: boolean) =>
    isAlone
      ? 'A thread waited for itself, until another one released the lock:'
      : 'Some threads waited for each other, until another one released a lock:',
  resolved: ([first = '', ...others]: readonly string[]) =>
    others.length === 0
      ? `${first} waits for itself no longer: another thread has released the lock.`
      : `${listed([first, ...others])} wait for each other no longer: another thread has released a lock.`,
  lockOrder: (locks: readonly string[]) => `${listed(locks)} are taken in opposite orders, which can deadlock:`,
  explore: 'All schedules, with those that deadlock:',
  took: (thread: string, first: string, second: string) => `${thread} took ${first}, then ${second}.`,
  dataRace: (object: string, threads: readonly string[], guarded: readonly (readonly [value: string, by: string])[]) =>
    [
      `${object} is changed by ${listed(threads)} at the same time, with no lock in common`,
      ...guarded.map(([value, by]) => `${value} under ${by}`),
    ].join('; '),
  /** Where the value is named above. */
  noLock: (threads: readonly string[], guarded: readonly (readonly [value: string, by: string])[]) =>
    [`${listed(threads)} hold no lock in common`, ...guarded.map(([value, by]) => `${value} is under ${by}`)].join(
      '; ',
    ),
  /** `holding` is undefined if that is not known. */
  stores: (thread: string, holding: readonly string[] | undefined) => {
    const lock = holding?.length === 0 ? ' without a lock' : ` holding ${listed(holding ?? [])}`;
    return `${thread} stores it${holding === undefined ? '' : lock}.`;
  },
  privateLocks: (threads: readonly string[], locks: number) =>
    `${listed(threads)} made ${locks} locks of their own here. No other thread has them, so they guard nothing:`,
  unshared: (what: 'variable' | 'argument', name: string) =>
    what === 'variable'
      ? `Each thread has its own copy of the module variable ${name}: to share it, use a Value or a SharedList.`
      : `An array argument is copied, and ${name} was changed in the copy alone: to share it, use a SharedList or a Queue.`,
  copies: (copies: readonly string[]) => `At the end it was ${copies.join('; ')}.`,
  /** The same value in each of some copies: of one thread each, or of threads one after another. */
  copy: (value: string, threads: readonly string[], isOfOne: boolean) => {
    if (threads.length === 1) return `${value} in ${threads[0]}`;
    return isOfOne ? `${value} in ${listed(threads)}, one after another` : `${value} in each of ${listed(threads)}`;
  },
  others: (threads: number) => `${threads} others`,
  changed: (threads: readonly string[], given: string, value: string) =>
    `${listed(threads)} ${threads.length === 1 ? 'was' : 'were each'} given ${given} and ended with ${value}.`,
} as const;
