/**
 * Run it: npx pyconc run process-race
 *
 * Does `counter += 1` need a lock between processes, too?
 *
 * Two processes add to a shared Value, `count` times each: once under the lock of the Value, once without. You will see all
 * additions arrive under the lock, and some get lost without it. One read is never torn, nor is one write, but the other process
 * may write in between.
 */
import { defineDemo, log } from 'pyconc';
import { JoinableQueue, Process, Value } from 'pyconc/multiprocessing';

const PROCESSES = 2;

const locked = new Value('i', 0, 'with lock');
const unlocked = new Value('i', 0, 'without lock');

/** One ticket per process. Each process takes one, then waits until all are taken: so they begin together. */
const tickets = new JoinableQueue<null>(0, 'tickets');

export function add(count: number, variant: string) {
  tickets.get();
  tickets.taskDone();
  tickets.join();
  if (variant !== 'unlocked') {
    const lock = locked.getLock();
    for (let i = 0; i < count; i++) lock.with(() => (locked.value += 1));
  }
  if (variant !== 'locked') {
    for (let i = 0; i < count; i++) unlocked.value += 1;
  }
}

function main({ params: { count }, variant }: { params: { count: number }; variant: string }) {
  const processes = Array.from({ length: PROCESSES }, () => new Process({ target: add, args: [count, variant] }));
  for (const _ of processes) tickets.put(null);
  for (const process of processes) process.start();
  for (const process of processes) process.join();
  log('both processes are done');
  return { locked: locked.value, unlocked: unlocked.value, expected: PROCESSES * count };
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'process-race',
  title: 'One counter for two processes, two ways',
  topic: 'processes',
  about: {
    question:
      'Does it help that a multiprocessing.Value comes with its own lock? For one read or one write it does, for += 1 it does not: that is one of each.',
    cpython:
      'CPython loses updates as well, because its processes really run in parallel: 2 processes that added 20 000 each came to 20 000 to 31 000 in 5 runs of 6, and to all 40 000 in one.',
  },
  params: { count: { default: 200, min: 1, max: 100_000, about: 'how often each process adds' } },
  variants: {
    both: 'one counter under its lock, one without',
    locked: 'only the counter under its lock',
    unlocked: 'only the counter without a lock',
  },
  speed: 10,
  main,
  summary: ({ locked, unlocked, expected }, { variant }) => [
    {
      head: ['counter', 'expected', 'final', 'lost', 'verdict'],
      rows: [
        ...(variant === 'unlocked'
          ? []
          : [['with lock', expected, locked, expected - locked, locked === expected ? 'correct' : 'broken']]),
        ...(variant === 'locked'
          ? []
          : [['without lock', expected, unlocked, expected - unlocked, unlocked === expected ? 'lucky' : 'wrong']]),
      ],
    },
  ],
  outcomes: [
    {
      name: 'mutual-exclusion-broken',
      grade: 'forbidden',
      because: 'The counter under the lock lost an update: the lock let two processes in at once.',
      when: ({ variant, reason, result }) =>
        variant !== 'unlocked' && reason === 'completed' && result?.locked !== result?.expected,
    },
    {
      name: 'updates-lost',
      grade: 'interesting',
      because: 'Without the lock, one process overwrote a sum that it had not seen.',
      notice: ({ variant }) =>
        variant === 'both'
          ? 'The counter without the lock is too small: both processes had read the same number. Under the lock it is exact.'
          : 'The counter is too small: both processes had read the same number. With --variant locked it is exact.',
      when: ({ variant, reason, result }) =>
        variant !== 'locked' && reason === 'completed' && result?.unlocked !== result?.expected,
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Under the lock, each process reads the last sum that was written.',
      notice: 'The counter is exact each time: the lock keeps the read and the write of `+= 1` together.',
      when: ({ variant, reason }) => variant === 'locked' && reason === 'completed',
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'No update was lost this time, but the program is still wrong.',
      notice: 'One correct run proves nothing: run it again, or with a larger --param count.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});
