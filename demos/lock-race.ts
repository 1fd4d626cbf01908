/**
 * Run it: npx pyconc run lock-race
 *
 * Does `counter += 1` need a lock?
 *
 * Two threads add to a counter and two subtract from it, `count` times each: once under a lock, once without. You will see
 * the first counter back at 0, and the second at another number in each run: `+= 1` is a load, an addition and a store, and
 * overwrites what another thread has stored in between.
 */
import { defineDemo, log, type ThreadRecord, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const lock = new Lock('counter lock');
const locked = new Value('i', 0, 'with lock');
const unlocked = new Value('i', 0, 'without lock');

export function addWithLock(count: number) {
  for (let i = 0; i < count; i++) {
    lock.acquire();
    locked.value += 1;
    lock.release();
  }
}

export function subtractWithLock(count: number) {
  for (let i = 0; i < count; i++) {
    lock.acquire();
    locked.value -= 1;
    lock.release();
  }
}

export function addWithoutLock(count: number) {
  for (let i = 0; i < count; i++) unlocked.value += 1;
}

export function subtractWithoutLock(count: number) {
  for (let i = 0; i < count; i++) unlocked.value -= 1;
}

function main({ params: { count }, variant }: { params: { count: number }; variant: string }) {
  const targets = [];
  if (variant !== 'unlocked') targets.push(addWithLock, subtractWithLock);
  if (variant !== 'locked') targets.push(addWithoutLock, subtractWithoutLock);
  const threads = targets.map((target) => new Thread({ target, args: [count] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('all threads are done');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'lock-race',
  title: 'A counter with a lock, and one without',
  topic: 'threads',
  about: {
    question:
      'Does `counter += 1` need a lock? Two threads add and two subtract, equally often, so each counter should come back to 0.',
    cpython:
      'CPython 3.10 to 3.13 switch threads only at calls and at the end of a loop body, so with the GIL the race was seen in 0 of 100 runs of this program, and on 3.9 in 53 of 100. The program is wrong on all of them.',
  },
  params: { count: { default: 100_000, min: 1, max: 100_000_000, about: 'how often each thread adds or subtracts' } },
  variants: {
    both: 'one counter under a lock, one without',
    locked: 'only the counter under the lock',
    unlocked: 'only the counter without a lock',
  },
  speed: 10,
  trials: { params: { count: 100 } },
  explore: { params: { count: 2 } },
  main,
  result: () => ({ locked: locked.value, unlocked: unlocked.value, expected: 0 }),
  summary({ locked, unlocked }, { variant, reason, threads }) {
    const row = (counter: string, final: number, took: string, ifZero: string, ifNot: string) => {
      const verdict = final === 0 ? ifZero : ifNot;
      return [counter, 0, final, took, reason === 'completed' ? verdict : 'not finished'];
    };
    const withLock = row('with lock', locked, took(threads, 'WithLock'), 'right', 'broken');
    const withoutLock = row('without lock', unlocked, took(threads, 'WithoutLock'), 'lucky', 'wrong');
    const rows = [...(variant === 'unlocked' ? [] : [withLock]), ...(variant === 'locked' ? [] : [withoutLock])];
    return [{ head: ['counter', 'expected', 'final', 'took', 'result'], rows }];
  },
  outcomes: [
    {
      name: 'mutual-exclusion-broken',
      grade: 'forbidden',
      because: 'The counter under the lock lost an update: the lock let two threads in at once.',
      when: ({ reason, result }) => reason === 'completed' && result?.locked !== 0,
    },
    {
      name: 'updates-lost',
      grade: 'interesting',
      because: 'Without a lock, a thread overwrote a sum that it had not seen.',
      notice: ({ variant }) =>
        variant === 'both'
          ? 'Run it again: with the lock it is 0 each time, without it any number.'
          : 'Run it again: the counter can be any number. With --variant locked it is 0 each time.',
      when: ({ result, reason }) => reason === 'completed' && result?.unlocked !== 0,
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Under the lock, each thread sees what the last one stored.',
      notice:
        'Run it again: the counter is 0 each time. Compare the time with that of --variant unlocked: a lock costs time.',
      when: ({ reason, variant }) => reason === 'completed' && variant === 'locked',
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'The counter came back to 0 this time, but the program is still wrong.',
      notice: 'One correct run proves nothing: run it again, or let `trials` count how often it goes wrong.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});

/** Real time from the first start to the last end among a pair of threads. */
function took(threads: readonly ThreadRecord[], pair: string) {
  const both = threads.filter(({ name }) => name.endsWith(`${pair})`));
  const first = Math.min(...both.map(({ started }) => started));
  const last = Math.max(...both.map(({ ended }) => ended ?? Infinity));
  return last === Infinity ? 'no end' : `${(last - first).toFixed(3)} s`;
}
