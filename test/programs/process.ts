/** Programs for the contract of Process. */
import { closeSync, writeSync } from 'node:fs';
import { log, sleep, Value as ThreadValue } from 'pyconc';
import {
  activeChildren,
  cpuCount,
  currentProcess,
  JoinableQueue,
  Lock,
  Process,
  parentProcess,
  Queue,
  RLock,
  Value,
} from 'pyconc/multiprocessing';
import { Queue as ThreadQueue } from 'pyconc/queue';
import { currentThread, Thread, Lock as ThreadLock } from 'pyconc/threading';
import { caught } from './caught.js';

const answers = new Queue<unknown>(0, 'answers');
const gate = new Queue<null>(0, 'gate');
const first = new Lock('first');
const second = new Lock('second');
const met = new JoinableQueue<null>(0, 'met');
const own = new ThreadValue('i', 0, 'own');

export function nothing() {}

export function answer(value: unknown) {
  answers.put(value);
}

/** Lives until the gate is opened. */
export function pass() {
  gate.get();
}

export class Greeter extends Process {
  greeting: string;
  constructor(greeting: string, options = {}) {
    super(options);
    this.greeting = greeting;
  }
  override run() {
    log(this.greeting, this.name, this === currentProcess(), this instanceof Greeter);
    super.run();
  }
}

function run(process: Process): Process {
  process.start();
  process.join();
  return process;
}

function masked(value: unknown): string {
  return String(value)
    .replaceAll(String(process.pid), 'ME')
    .replace(/pid=\d+/, 'pid=N');
}

// ------------------------------------------------------------------------------------------------ names

export function naming() {
  return [
    new Process(),
    new Process({ target: nothing }),
    new Greeter('hello'),
    new Process({ target: nothing, name: 'func' }),
    new Process({ name: '' }),
  ].map(({ name }) => name);
}

export function renaming() {
  const process = new Process({ target: sayName, name: 'before' });
  process.name = 'after';
  const refused = caught(() => {
    process.name = 5 as unknown as string;
  });
  run(process);
  return [process.name, refused];
}

export function sayName() {
  log(currentProcess().name, currentThread().name, parentProcess()?.name, parentProcess()?.pid === process.ppid);
}

export function startGrandchild() {
  sayName();
  run(new Process({ target: sayName }));
  run(new Process({ target: sayName, name: 'named' }));
  run(new Process({ target: sayName }));
}

export function grandchildren() {
  run(new Process({ target: nothing }));
  run(new Process({ target: startGrandchild }));
  return [parentProcess(), currentProcess().name];
}

// ------------------------------------------------------------------------------------------------ construction and start

export function impossibleOptions() {
  return [
    caught(() => new Process({ group: 'a group' as unknown as undefined })),
    caught(() => new Process({ target: 'print' as unknown as () => void })),
    caught(() => run(new Process({ target: hidden }))),
    caught(() => run(new Process({ target: later as unknown as () => void }))),
    caught(() => run(new Process({ target: Greeter as unknown as () => void }))),
    caught(() => run(new Hidden())),
    caught(() => new Thread({ target: Greeter as unknown as () => void }).start()),
    caught(() => new Thread({ target: Map as unknown as () => void }).start()),
  ];
}

class Hidden extends Process {
  override run() {}
}

function hidden() {}
export async function later() {}

export function startTwice() {
  const process = run(new Process({ target: nothing }));
  return caught(() => process.start());
}

export function startMe() {
  answer([caught(() => currentProcess().start()), caught(() => currentProcess().join())]);
}

export function startInChild() {
  run(new Process({ target: startMe }));
  return [answers.get(), caught(() => currentProcess().start()), caught(() => currentProcess().join())];
}

export function joinErrors() {
  return [
    caught(() => new Process().join()),
    caught(() => new Process().terminate()),
    caught(() => new Process().kill()),
  ];
}

export function startInDaemon() {
  answer([currentProcess().daemon, new Process().daemon, caught(() => new Process({ target: nothing }).start())]);
}

export function daemons() {
  run(new Process({ target: startInDaemon, daemon: true }));
  const process = new Process({ target: pass });
  const before = process.daemon;
  process.daemon = true;
  process.start();
  const refused = caught(() => {
    process.daemon = false;
  });
  gate.put(null);
  process.join();
  return [answers.get(), before, process.daemon, refused];
}

/** One is a daemon and never ends by itself, the other is neither joined nor a daemon. */
export function leaveBehind() {
  new Process({ target: pass, name: 'daemon', daemon: true }).start();
  new Process({ target: sleepAndSay, name: 'other' }).start();
}

export function sleepAndSay() {
  sleep(0.3);
  log('awaited');
}

// ------------------------------------------------------------------------------------------------ ends

export function exit(code: number) {
  process.exit(code);
}

export function fail() {
  throw new RangeError('no good');
}

export function exitWhileThreadRuns() {
  new Thread({ target: sleepAndSay }).start();
  process.exit(4);
}

export function exitInThread() {
  const thread = new Thread({ target: exit, args: [3] });
  thread.start();
  thread.join();
  log('goes on');
}

export function exitcodes() {
  const codes = [0, 3, 263, -1].map((code) => run(new Process({ target: exit, args: [code] })).exitcode);
  codes.push(run(new Process({ target: fail })).exitcode);
  codes.push(run(new Process({ target: exitWhileThreadRuns })).exitcode);
  for (const way of ['terminate', 'kill'] as const) {
    const process = new Process({ target: pass });
    process.start();
    process[way]();
    process.join();
    codes.push(process.exitcode);
  }
  return codes;
}

export function failInThread() {
  run(new Process({ target: exitInThread }));
}

export function lifeOfProcess() {
  const child = new Process({ target: pass });
  const facts = () => [child.isAlive(), child.pid === undefined, child.ident === child.pid, child.exitcode];
  const before = facts();
  child.start();
  const during = [...facts(), activeChildren().map((each) => each === child), child.pid === process.pid];
  currentThread().name = 'renamed';
  const isSame = activeChildren()[0] === child;
  child.join(0.05);
  child.join(-1);
  const still = child.isAlive();
  gate.put(null);
  child.join();
  child.join();
  return { isSame, before, during, still, after: facts(), children: activeChildren().length, cpus: cpuCount() };
}

export function closing() {
  const process = new Process({ target: pass });
  process.start();
  const early = caught(() => process.close());
  gate.put(null);
  process.join();
  process.close();
  process.close();
  return [
    early,
    caught(() => process.isAlive()),
    caught(() => process.join()),
    caught(() => process.pid),
    masked(process),
  ];
}

export function sayRepr() {
  answer([String(currentProcess()).replace(String(process.ppid), 'PARENT'), String(parentProcess())]);
}

export function reprs() {
  const child = new Process({ target: pass, daemon: true });
  const said = [masked(child)];
  child.start();
  said.push(masked(child));
  child.terminate();
  child.join();
  said.push(masked(child), masked(run(new Greeter('hello'))), masked(currentProcess()));
  run(new Process({ target: sayRepr }));
  return [...said, ...(answers.get() as string[])];
}

// ------------------------------------------------------------------------------------------------ arguments

export function inspectArguments(lock: Lock, queue: Queue, value: Value, list: unknown[], options: { deep: Lock }) {
  options.deep.acquire();
  value.value += 1;
  queue.put([lock, list]);
  answer([String(lock), String(options.deep)]);
}

export function passArguments() {
  const lock = new Lock('passed');
  const queue = new Queue<[Lock, unknown[]]>();
  const value = new Value('d', 1.5);
  const args = [lock, queue, value, [1, null, new Map([['a', new Date(0)]])]] as [
    Lock,
    Queue<[Lock, unknown[]]>,
    Value,
    unknown[],
  ];
  run(new Process({ target: inspectArguments, args, kwargs: { deep: first } }));
  const [back, list] = queue.get();
  lock.acquire();
  const isSame = !back.acquire({ block: false });
  return [answers.get(), value.value, isSame, list, first.acquire({ block: false })];
}

export function refusedArguments() {
  const refuse = (value: unknown) => caught(() => run(new Process({ target: answer, args: [value], name: 'p' })));
  const thread = new Thread({ target: nothing });
  thread.start();
  return [
    refuse(new ThreadLock()),
    refuse([new ThreadQueue()]),
    refuse(new ThreadValue('i')),
    refuse(thread),
    refuse(new Process()),
    refuse(() => {}),
    caught(() => answers.put(new ThreadLock())),
    activeChildren().length,
    answers.qsize(),
  ];
}

export function subclass() {
  const process = new Greeter('good day', { target: answer, args: ['of super'] });
  run(process);
  return [answers.get(), process.greeting];
}

/**
 * Module-level objects of pyconc/threading belong to each process alone; all processes share those of
 * pyconc/multiprocessing.
 */
export function isolation() {
  own.value = 1;
  run(new Process({ target: changeOwn }));
  return [answers.get(), own.value];
}

export function changeOwn() {
  const before = own.value;
  own.value = 5;
  answer([before, own.value]);
}

export function useThreads() {
  const threads = [1, 2, 3].map((n) => new Thread({ target: answer, args: [n] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

export function threadsInChild() {
  run(new Process({ target: useThreads }));
  return [1, 2, 3].map(() => answers.get()).sort();
}

// ------------------------------------------------------------------------------------------------ accidents of a child

export function printItself() {
  writeSync(1, 'past the log\nand without an end of the line');
  writeSync(2, 'a complaint\n');
  console.log('captured');
}

export function strayOutput() {
  run(new Process({ target: printItself, name: 'talker' }));
}

export function waitToBeKilled() {
  log('ready');
  pass();
}

export function killedFromOutside() {
  const process = run(new Process({ target: waitToBeKilled, name: 'victim' }));
  return process.exitcode;
}

/** Its child waits for ever, and cannot report it again. */
export function stopChild() {
  const child = new Process({ target: pass, name: 'stopped' });
  child.start();
  sleep(0.5);
  process.kill(child.pid as number, 'SIGSTOP');
  log('stopped');
  child.join();
  return child.exitcode;
}

/** Passes a child more than its arena has room for, at the smallest size of an arena. */
export function giveTooMuch() {
  return run(new Process({ target: answer, args: ['x'.repeat(3 * 2 ** 20)] })).exitcode;
}

export function chatter() {
  for (;;) log('more');
}

export function stopMyself() {
  log('stopping');
  sleep(0.3);
  process.kill(process.pid, 'SIGSTOP');
}

export function haveDifficultChildren() {
  for (const target of [chatter, stopMyself]) new Process({ target }).start();
}

export function stopGrandchild() {
  run(new Process({ target: haveDifficultChildren }));
}

export function sayMuch() {
  for (let i = 0; i < 150_000; i++) log('x'.repeat(100));
  answer(process.memoryUsage().rss);
}

/** Returns the memory of a child that logs more than the host can take at once, compared with a silent one. */
export function muchFromChild() {
  run(new Process({ target: sayMemory }));
  run(new Process({ target: sayMuch }));
  return [answers.get(), answers.get()] as [number, number];
}

export function sayMemory() {
  answer(process.memoryUsage().rss);
}

/** The channel to its parent is a descriptor like any other. */
export function closeChannel() {
  for (let descriptor = 3; descriptor < 64; descriptor++) {
    try {
      closeSync(descriptor);
    } catch {
      // Not open.
    }
  }
  sleep(20);
}

export function lostChannel() {
  return typeof run(new Process({ target: closeChannel })).exitcode;
}

export function outOfMemory() {
  const hoard: unknown[] = [];
  for (;;) hoard.push(new Array(1e6).fill(1.5));
}

export function manyAtOnce(count: number) {
  const processes = Array.from({ length: count }, (_, i) => new Process({ target: answer, args: [i] }));
  for (const process of processes) process.start();
  for (const process of processes) process.join();
  return processes.map(() => answers.get() as number).sort((a, b) => a - b);
}

export function tenAtOnce() {
  return manyAtOnce(10);
}

export function startFromThread(name: string) {
  run(new Process({ target: sayName, name }));
}

export function startFromThreads() {
  const threads = ['a', 'b', 'c'].map((name) => new Thread({ target: startFromThread, args: [name] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

// ------------------------------------------------------------------------------------------------ waiting for each other

export function takeBoth(one: Lock, other: Lock) {
  one.acquire();
  met.get();
  met.taskDone();
  met.join();
  other.acquire();
}

export function oppositeLocks() {
  for (const _ of [1, 2]) met.put(null);
  const processes = [
    new Process({ target: takeBoth, args: [first, second], name: 'f' }),
    new Process({ target: takeBoth, args: [second, first], name: 'b' }),
  ];
  for (const process of processes) process.start();
  for (const process of processes) process.join();
}

export function waitForParent() {
  run(new Process({ target: pass, name: 'grandchild' }));
}

export function allWait() {
  run(new Process({ target: waitForParent, name: 'child' }));
}

const unnamed = new Lock();
const unnamedReentrant = new RLock();
const ownLock = new ThreadLock('own lock');

export function takeForEver() {
  unnamedReentrant.acquire();
  unnamedReentrant.acquire();
  met.get();
  met.taskDone();
  unnamed.acquire();
}

/** The holder is in another process, in another thread, or is the waiting thread itself. */
export function takeFromAll() {
  ownLock.acquire();
  new Thread({ target: takeForEver, name: 't' }).start();
  met.join();
  ownLock.acquire();
}

export function holdAcross() {
  met.put(null);
  met.put(null);
  unnamed.acquire();
  const child = new Process({ target: takeFromAll, name: 'p' });
  child.start();
  met.get();
  met.taskDone();
  met.join();
  unnamedReentrant.acquire();
}

export function takeTwice() {
  unnamed.acquire();
  unnamed.acquire();
}

export function takeAndEnd() {
  first.acquire();
}

export function heldByTheDead() {
  run(new Process({ target: takeAndEnd, name: 'gone' }));
  first.acquire();
}

export function nap(seconds: number) {
  sleep(seconds);
  log('slept', seconds);
  answers.put(seconds);
}

/** In the order of their sleeps where the clock is virtual, however long their starts take. */
export function naps() {
  const processes = [3, 1, 2].map((seconds) => new Process({ target: nap, args: [seconds] }));
  for (const process of processes) process.start();
  const [longest] = processes;
  longest?.join(2.5);
  const isAlive = longest?.isAlive();
  for (const process of processes) process.join();
  return [isAlive, answers.get(), answers.get(), answers.get(), caught(() => answers.get({ timeout: 4 }))];
}
