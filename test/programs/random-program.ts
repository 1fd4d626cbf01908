/**
 * A program that is given as data: what each of its threads does, one operation after the other. What a thread finds goes to the
 * log, which is no step. So the outcome of a schedule is all that its threads have seen.
 */
import { defineDemo, log, SharedList, sleep, Value } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { activeCount, Barrier, Condition, Event, Lock, mainThread, RLock, Semaphore, Thread } from 'pyconc/threading';

const values = [new Value('i', 0, 'x'), new Value('i', 0, 'y')];
const locks = [new Lock('a'), new Lock('b')];
const rlock = new RLock('r');
const event = new Event('e');
const semaphore = new Semaphore(1, 's');
const queue = new Queue<number>(1, 'q');
const conditionLock = new Lock('c lock');
const overLock = new Condition(conditionLock, 'c');
const overRLock = new Condition(new RLock('d lock'), 'd');
const list = new SharedList<number>('l');
const barrier = new Barrier(2, { name: 'b' });

export type Operation = readonly [name: keyof typeof operations, index: number];

export interface ThreadPlan {
  /** What MainThread does before it starts the thread. */
  readonly first: readonly Operation[];
  readonly operations: readonly Operation[];
  readonly daemon: boolean;
}

const value = (n: number) => values[n % 2] as Value;
const lock = (n: number) => locks[n % 2] as Lock;
/** Each operation is a step: plain enumeration lets a thread begin as soon as it can, so nothing else may be done by that. */
const of = <T>(thread: Thread | undefined, call: (thread: Thread) => T) => (thread ? call(thread) : sleep(0));
const condition = (n: number) => (n % 2 === 0 ? overLock : overRLock);

/** What an operation returns is what its thread has seen. */
const operations = {
  increment: (n: number) => {
    value(n).value += 1;
  },
  load: (n: number) => value(n).value,
  store: (n: number) => {
    value(n).value = 10 + n;
  },
  acquire: (n: number) => lock(n).acquire(),
  release: (n: number) => lock(n).release(),
  tryAcquire: (n: number) => lock(n).acquire({ blocking: false }),
  timedAcquire: (n: number) => lock(n).acquire({ timeout: 1 }),
  locked: (n: number) => lock(n).locked(),
  acquireAgain: () => rlock.acquire(),
  releaseAgain: () => rlock.release(),
  set: () => event.set(),
  clear: () => event.clear(),
  isSet: () => event.isSet(),
  await: () => event.wait(),
  timedAwait: () => event.wait(1),
  takePermit: () => semaphore.acquire(),
  tryPermit: () => semaphore.acquire({ blocking: false }),
  givePermit: () => semaphore.release(),
  permits: () => semaphore.value,
  put: (n: number) => queue.put(n),
  get: () => queue.get(),
  tryGet: () => queue.get({ block: false }),
  timedGet: () => queue.get({ timeout: 1 }),
  size: () => queue.qsize(),
  taskDone: () => queue.taskDone(),
  joinQueue: () => queue.join(),
  wait: (n: number) => condition(n).with(() => condition(n).wait()),
  timedWait: (n: number) => condition(n).with(() => condition(n).wait(1)),
  notify: (n: number) => condition(n).with(() => condition(n).notify()),
  notifyAll: (n: number) => condition(n).with(() => condition(n).notifyAll()),
  append: (n: number) => list.append(n),
  pop: () => list.pop(0),
  length: () => list.length,
  meet: () => barrier.wait(),
  abort: () => barrier.abort(),
  arrived: () => barrier.nWaiting,
  alive: () => activeCount(),
  mainAlive: () => mainThread().isAlive(),
  isAlive: (_: number, before: Thread | undefined) => of(before, (thread) => thread.isAlive()),
  join: (_: number, before: Thread | undefined) => of(before, (thread) => thread.join()),
  timedJoin: (_: number, before: Thread | undefined) => of(before, (thread) => thread.join(1)),
  nameOf: (_: number, before: Thread | undefined) => of(before, (thread) => thread.name),
  rename: (n: number, before: Thread | undefined) =>
    of(before, (thread) => {
      thread.name = `n${n}`;
    }),
  sleep: () => sleep(1),
  start: (n: number) => new Thread({ target: incrementAndLog, args: [n], name: `child ${n}` }).start(),
};

export function incrementAndLog(n: number) {
  value(n).value += 1;
  log(`c${n} ${value(n).value}`);
}

/** `who` is a text of two characters; `before` is the thread that was started before this one. */
export function carryOut(who: string, plan: readonly Operation[], before?: Thread) {
  for (const [name, index] of plan) {
    const found = operations[name](index, before);
    log(`${who} ${name} ${found ?? ''}`);
  }
  log(`${who} end`);
}

function main({ params: { program } }: { params: { program: string } }) {
  const plans: readonly ThreadPlan[] = JSON.parse(program);
  let before: Thread | undefined;
  for (const [n, { first, operations: plan, daemon }] of plans.entries()) {
    carryOut('m:', first, before);
    const thread = new Thread({ target: carryOut, args: [`t${n}`, plan, before], name: `t${n}`, daemon });
    thread.start();
    before = thread;
  }
}

/** So many outcomes are told apart; what threads have seen is one of them by its hash. */
const OUTCOMES = 64;

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (Math.imul(sum, 31) + (character.codePointAt(0) as number)) >>> 0;
  return ((sum ^ (sum >>> 11)) >>> 0) % OUTCOMES;
}

export default defineDemo<{ program: string }, string[]>({
  name: 'random-program',
  title: 'A program that is data',
  topic: 'threads',
  about: { question: 'What can its threads see?' },
  params: { program: { default: '[]', about: 'a list of ThreadPlan, as JSON' } },
  main,
  result: ({ lines }) => lines.map(({ text }) => text),
  outcomes: Array.from({ length: OUTCOMES }, (_, n) => ({
    name: `outcome-${n}`,
    grade: 'expected' as const,
    because: 'Its threads have seen this.',
    when: ({ result, reason, threads }) => {
      // Lines of different threads have no order, as far as the search is concerned.
      const seen = [...(result ?? [])].sort((a, b) => {
        const [one, other] = a.startsWith('c') && b.startsWith('c') ? [a, b] : [a.slice(0, 2), b.slice(0, 2)];
        return one < other ? -1 : one > other ? 1 : 0;
      });
      const ends = threads.map(({ name, end, error }) => `${name} ${end} ${error?.type ?? ''}`).sort();
      return hash([reason, ...seen, ...ends, ...values.map((each) => each.value)].join('\n')) === n;
    },
  })),
});
