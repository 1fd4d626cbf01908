/**
 * Objects that processes share, used by more threads of more processes than there are cores: nothing lost, nothing doubled.
 */
import { randint, random } from 'pyconc';
import { JoinableQueue, Lock, Process, Queue, RLock, Value } from 'pyconc/multiprocessing';
import { Thread } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, find } from './conclusion.js';

const locks = [new Lock('lock'), new RLock('rlock')] as const;
/** Reading and writing wait only for the holder of the value's own lock, which no thread takes. */
const holders = [new Value('i'), new Value('i')] as const;
const counters = [new Value('i'), new Value('i')] as const;
const narrow = new Queue<number>(2, 'narrow');
const wide = new JoinableQueue<number>(0, 'wide');
const reports = new Queue<Report>(0, 'reports');

interface Report {
  readonly counted: readonly number[];
  /** Sums of the numbers that were put into the queues, and that were got from them. */
  put: number;
  got: number;
  findings: string[];
}

/** A number that no other thread has. */
export function act(me: number, operations: number) {
  const counted = [0, 0];
  const report: Report = { counted, put: 0, got: 0, findings: [] };
  for (let i = 0; i < operations; i++) {
    const which = randint(0, 1) as 0 | 1;
    if (randint(0, 1) === 0) {
      if (count(which, me, report)) counted[which] = (counted[which] as number) + 1;
    } else exchange([narrow, wide][which] as Queue<number>, randint(1, 1000), report);
    if (randint(0, 3) === 0) dawdle();
  }
  reports.put(report);
}

function count(which: 0 | 1, me: number, { findings }: Report): boolean {
  const lock = locks[which];
  if (!take(lock)) return false;
  const depth = which === 1 ? randint(1, 3) : 1;
  for (let level = 1; level < depth; level++) lock.acquire();
  if (holders[which].value !== 0) findings.push(`two hold ${which}`);
  holders[which].value = me;
  counters[which].value += 1;
  if (holders[which].value !== me) findings.push(`somebody else has come into ${which}`);
  holders[which].value = 0;
  for (let level = 0; level < depth; level++) lock.release();
  return true;
}

function take(lock: Lock | RLock): boolean {
  const way = randint(0, 3);
  if (way === 0) return lock.acquire({ block: false });
  if (way === 1) return lock.acquire({ timeout: briefly() * 20 });
  return lock.acquire();
}

/** With a timeout, for it is unknown whether another thread will ever get or put. */
function exchange(queue: Queue<number>, number: number, report: Report): void {
  try {
    if (random() < 0.5) {
      queue.put(number, { timeout: briefly() * 20 });
      report.put += number;
    } else {
      report.got += queue.get({ timeout: briefly() * 20 });
      if (queue instanceof JoinableQueue) queue.taskDone();
    }
  } catch (error) {
    if (!['Empty', 'Full'].includes((error as Error).name)) throw error;
  }
}

export function actInThreads(me: number, operations: number) {
  const threads = [1, 2].map((n) => new Thread({ target: act, args: [me * 10 + n, operations] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

export function main() {
  const processes = [1, 2, 3].map((n) => new Process({ target: actInThreads, args: [n, 60] }));
  for (const process of processes) process.start();
  actInThreads(9, 60);
  for (const process of processes) process.join();
  const told = Array.from({ length: 8 }, () => reports.get({ timeout: 5 }));
  for (const { findings } of told) for (const finding of findings) find(finding);
  let left = 0;
  for (const queue of [narrow, wide]) {
    while (!queue.empty()) {
      left += queue.get();
      if (queue === wide) wide.taskDone();
    }
  }
  wide.join();
  const sum = (of: (report: Report) => number) => told.reduce((total, report) => total + of(report), 0);
  const [put, got] = [sum((report) => report.put), sum((report) => report.got)];
  check(put === got + left, () => `${put} was put, ${got} was got, and ${left} is left`);
  for (const which of [0, 1] as const) {
    const [counted, expected] = [counters[which].value, sum((report) => report.counted[which] as number)];
    check(counted === expected, () => `${expected} updates under ${locks[which]}, and ${counted} were kept`);
    check(locks[which].acquire({ block: false }), () => `${locks[which]} is still held`);
  }
  conclude();
}
