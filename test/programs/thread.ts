/** Programs for the contract of Thread. */
import { log, sleep, Value } from 'pyconc';
import { activeCount, currentThread, Event, enumerate, getIdent, Lock, mainThread, Thread } from 'pyconc/threading';
import { caught } from './caught.js';
import { renamed } from './reexports.js';
import standard, { hiddenFunction, nameless, outer } from './targets.js';

const gate = new Lock('gate');
const guard = new Lock('guard');
const count = new Value('i', 0, 'count');

export function nothing() {}

/** Lives for as long as the gate is held. */
export function pass() {
  gate.with(nothing);
}

export class Greeter extends Thread {
  greeting: string;
  constructor(greeting: string) {
    super();
    this.greeting = greeting;
  }
  override run() {
    const me = currentThread();
    log(this.greeting, this.name, me === this, me instanceof Greeter);
  }
}

// ------------------------------------------------------------------------------------------------ construction

export function naming() {
  const nameless = (() => () => {})();
  const threads = [
    new Thread(),
    new Thread({ target: nothing }),
    new Thread({ target: nothing, name: 'mine' }),
    new Thread({ name: '' }),
    new Thread({ name: 5 as unknown as string }),
    new Thread({ target: nameless }),
    new Greeter('hello'),
    new Thread({ target: nothing, name: 'mine' }),
  ];
  return threads.map(({ name }) => name);
}

export function nameSetter() {
  const thread = new Thread({ name: 'before' });
  thread.name = 7 as unknown as string;
  return thread.name;
}

export function impossibleOptions() {
  return [
    caught(() => new Thread({ group: 'a group' as unknown as undefined })),
    caught(() => new Thread({ group: null as unknown as undefined })),
    caught(() => new Thread({ target: 'print' as unknown as () => void })),
    caught(() => new Thread(impossibleOptions as object)),
    caught(() => new Thread(null as unknown as object)),
    caught(() => new Thread({ args: 5 as unknown as [] })),
  ];
}

// ------------------------------------------------------------------------------------------------ daemons

export function daemonFlags(depth: number) {
  log(depth, currentThread().daemon, new Thread().daemon, new Thread({ daemon: false }).daemon);
  if (depth === 0) return;
  const child = new Thread({ target: daemonFlags, args: [depth - 1] });
  child.start();
  child.join();
}

export function inheritDaemon() {
  const parent = new Thread({ target: daemonFlags, args: [1], daemon: true });
  parent.start();
  parent.join();
}

export function daemonSetter() {
  const thread = new Thread({ target: pass });
  const before = thread.daemon;
  thread.daemon = true;
  gate.acquire();
  thread.start();
  const whileAlive = caught(() => (thread.daemon = false));
  gate.release();
  thread.join();
  const afterwards = caught(() => (thread.daemon = false));
  return { before, whileAlive, afterwards, after: thread.daemon };
}

export function sleepLong() {
  sleep(60);
  log('never said');
}

export function leaveDaemonBehind() {
  new Thread({ target: sleepLong, daemon: true }).start();
}

export function sleepShort() {
  sleep(0.2);
  log('said');
}

export function throwWhileOthersRun() {
  new Thread({ target: sleepShort }).start();
  throw new Error('main fails');
}

// ------------------------------------------------------------------------------------------------ start and join

export function startTwice() {
  const thread = new Thread({ target: pass });
  gate.acquire();
  thread.start();
  const whileAlive = caught(() => thread.start());
  gate.release();
  thread.join();
  return [whileAlive, caught(() => thread.start())];
}

export function joinSelf() {
  log(caught(() => currentThread().join()));
  log(caught(() => currentThread().join(0)));
}

export function joinErrors() {
  const thread = new Thread({ target: joinSelf });
  const unstarted = caught(() => thread.join());
  thread.start();
  thread.join();
  return [unstarted, caught(() => currentThread().join())];
}

const isTime = new Event('is time');

export function awaitTime() {
  isTime.wait();
}

/** The errors of join for an invalid timeout, while the thread lives and when it has ended. */
export function joinForNoTime() {
  const noTimes = [NaN, Infinity, 1e10, '1'];
  const thread = new Thread({ target: awaitTime });
  const joins = () => noTimes.map((timeout) => caught(() => thread.join(timeout as number)));
  thread.start();
  const alive = joins();
  isTime.set();
  thread.join(null as unknown as undefined);
  return { alive, isAlive: thread.isAlive(), over: joins() };
}

export function joinWithTimeout(timeout: number) {
  const thread = new Thread({ target: pass });
  gate.acquire();
  thread.start();
  const begin = performance.now();
  const answer = thread.join(timeout);
  const seconds = (performance.now() - begin) / 1000;
  const isAlive = thread.isAlive();
  gate.release();
  thread.join();
  return { answer, seconds, isAlive };
}
export const joinBriefly = () => joinWithTimeout(0.1);
export const joinNegative = () => joinWithTimeout(-5);
export const joinZero = () => joinWithTimeout(0);

export function waitForIt(thread: Thread) {
  thread.join();
  guard.with(() => (count.value += 1));
  thread.join();
}

export function joinFromMany() {
  const awaited = new Thread({ target: pass });
  gate.acquire();
  awaited.start();
  const joiners = Array.from({ length: 5 }, () => new Thread({ target: waitForIt, args: [awaited] }));
  for (const joiner of joiners) joiner.start();
  sleep(0.05);
  const before = count.value;
  gate.release();
  awaited.join();
  awaited.join();
  for (const joiner of joiners) joiner.join();
  return [before, count.value];
}

export function state() {
  const thread = new Thread({ target: pass });
  const facts = () => [thread.isAlive(), thread.ident !== undefined, String(thread).replace(/\d{2,}/, 'N')];
  const before = facts();
  gate.acquire();
  thread.start();
  const during = facts();
  const ident = thread.ident;
  gate.release();
  thread.join();
  return [before, during, facts(), thread.ident === ident];
}

// ------------------------------------------------------------------------------------------------ what runs

export function tellArguments(...args: unknown[]) {
  log(JSON.stringify(args));
}

export function passArguments() {
  const threads = [
    new Thread({ target: tellArguments, args: [1, 'two', [3]] }),
    new Thread({ target: tellArguments, args: [1], kwargs: { b: 2 } }),
    new Thread({ target: tellArguments, kwargs: {} }),
  ];
  for (const thread of threads) {
    thread.start();
    thread.join();
  }
}

export function argumentsAreCopies() {
  const list = [1];
  const thread = new Thread({ target: appendTo, args: [list] });
  list.push(2);
  thread.start();
  thread.join();
  return list;
}

export function appendTo(list: number[]) {
  list.push(3);
  log(JSON.stringify(list));
}

export function tellWhere(what: string) {
  log(what, currentThread().name);
}

export function runDirectly() {
  const thread = new Thread({ target: tellWhere, args: ['ran in'] });
  thread.run();
  return [caught(() => thread.run()), caught(() => thread.start()), thread.isAlive()];
}

export function startWithoutTarget() {
  const thread = new Thread();
  thread.start();
  thread.join();
  return thread.isAlive();
}

export function startSubclass() {
  const thread = new Greeter('hello');
  thread.start();
  thread.join();
  return thread.name;
}

export class Wrapper extends Thread {
  override run() {
    log('before');
    super.run();
    log('after');
  }
}

export function startWrapper() {
  const thread = new Wrapper({ target: tellWhere, args: ['inside'] });
  thread.start();
  thread.join();
}

export function targetsElsewhere() {
  for (const target of [renamed, outer, standard, nameless]) {
    const thread = new Thread({ target });
    thread.start();
    thread.join();
  }
}

export function startSeveralWays() {
  const local = () => log('never said');
  return [
    caught(() => new Thread({ target: () => log('never said') }).start()),
    caught(() =>
      new Thread({
        target() {
          log('never said');
        },
      }).start(),
    ),
    caught(() => new Thread({ target: local }).start()),
    caught(() => new Thread({ target: hiddenFunction() }).start()),
    caught(() => new Thread({ target: unexported }).start()),
    caught(() => new Unexported().start()),
    // @ts-expect-error: async
    caught(() => new Thread({ target: asynchronous }).start()),
    caught(() => new Thread({ target: generator }).start()),
    caught(() => new Private().start()),
    caught(() => new Thread({ target: tellArguments, args: [() => 1] }).start()),
    caught(() => new Thread({ target: tellArguments, args: [{ deep: [Symbol('s')] }] }).start()),
    caught(() => new Thread({ target: tellArguments, args: [new Thread()] }).start()),
    activeCount(),
  ];
}

function unexported() {}
class Unexported extends Thread {
  override run() {}
}
export async function asynchronous() {}
export function* generator() {}
export class Private extends Thread {
  #secret = 1;
  override run() {
    log(this.#secret);
  }
}

export function returnsPromise() {
  return Promise.resolve(1);
}

export function startPromising() {
  // @ts-expect-error: async
  const thread = new Thread({ target: returnsPromise });
  thread.start();
  thread.join();
}

export function nest(depth: number) {
  log('depth', depth);
  if (depth === 0) return;
  const child = new Thread({ target: nest, args: [depth - 1] });
  child.start();
  child.join();
}

export function nestDeeply() {
  nest(5);
}

// ------------------------------------------------------------------------------------------------ living threads

export function everybody() {
  const threads = Array.from({ length: 3 }, (_, i) => new Thread({ target: pass, name: `t${i}`, daemon: i === 1 }));
  const alone = [activeCount(), enumerate().length];
  gate.acquire();
  for (const thread of threads) thread.start();
  const names = enumerate().map(({ name, daemon }) => `${name}${daemon ? ' daemon' : ''}`);
  const together = activeCount();
  gate.release();
  for (const thread of threads) thread.join();
  return { alone, names, together, after: activeCount() };
}

/** One thread is one object for each thread that looks it up, its class included. */
export function sameObjects() {
  const greeter = new Greeter('hello');
  const passing = new Thread({ target: pass });
  gate.acquire();
  greeter.start();
  passing.start();
  const seen = enumerate();
  const asked = new Thread({ target: lookAround, args: [passing] });
  asked.start();
  asked.join();
  gate.release();
  greeter.join();
  passing.join();
  // So many that threads which have ended are forgotten; the living are not.
  for (let i = 0; i < 600; i++) {
    const brief = new Thread({ target: nothing });
    brief.start();
    brief.join();
  }
  return [seen[0] === currentThread(), seen[0] === mainThread(), seen.includes(passing), enumerate().length];
}

export function lookAround(other: Thread) {
  const looks = [1, 2].map(() => [mainThread(), enumerate().find(({ ident }) => ident === other.ident)]);
  log(looks[0]?.[0] === looks[1]?.[0], looks[0]?.[1] === looks[1]?.[1], enumerate().includes(currentThread()));
}

export function who() {
  const me = currentThread();
  log(
    me.name,
    me.ident === getIdent(),
    me.isAlive(),
    mainThread().name,
    mainThread().isAlive(),
    me === currentThread(),
  );
}

export function askWho() {
  const thread = new Thread({ target: who, name: 'somebody' });
  thread.start();
  thread.join();
  const main = mainThread();
  return [main.name, main.daemon, main.ident === getIdent(), main.isAlive(), String(main), main === currentThread()];
}

export function tellName() {
  pass();
  log('my name is', currentThread().name);
  currentThread().name = 'third';
  pass();
}

export function rename() {
  const thread = new Thread({ target: tellName, name: 'first' });
  gate.acquire();
  thread.start();
  thread.name = 'second';
  gate.release();
  thread.join();
  return thread.name;
}

export function reprs() {
  const plain = new Thread({ name: 'plain' });
  const daemon = new Thread({ name: 'quiet', daemon: true });
  const initial = [String(plain), String(daemon), String(new Greeter('x')).replace(/-\d+/, '-N')];
  plain.start();
  plain.join();
  return [...initial, String(plain)];
}

/** Handles of threads that have ended, whose slots others have taken since. */
export function oldHandles() {
  const first = new Thread({ target: nothing, name: 'first' });
  first.start();
  first.join();
  gate.acquire();
  const later = Array.from({ length: 4 }, (_, i) => new Thread({ target: pass, name: `later ${i}` }));
  for (const thread of later) thread.start();
  const begin = performance.now();
  first.join();
  const facts = [first.name, first.isAlive(), first.ident, performance.now() - begin < 1000];
  first.name = 'renamed';
  const others = later.map(({ name }) => name);
  const asked = new Thread({ target: askOld, args: [first] });
  asked.start();
  asked.join();
  gate.release();
  return { facts, name: first.name, others };
}

export function askOld(thread: Thread) {
  thread.join();
  log('old', thread.isAlive());
}

// ------------------------------------------------------------------------------------------------ failure

export function fail() {
  deeper();
}
function deeper() {
  throw new RangeError('out of it');
}

export function oneFails() {
  const threads = [new Thread({ target: fail, name: 'failing' }), new Thread({ target: sleepShort, name: 'other' })];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('main goes on');
  return 'done';
}

export function throwValue(kind: string) {
  switch (kind) {
    case 'string':
      throw 'just text';
    case 'undefined':
      throw undefined;
    case 'null':
      throw null;
    case 'bare':
      throw Object.create(null);
    case 'odd':
      throw Object.assign(new Error('x'), { message: () => {}, name: 5, stack: undefined });
    default:
      throw Symbol('sign');
  }
}

export function throwValues() {
  for (const kind of ['string', 'undefined', 'null', 'bare', 'odd', 'symbol']) {
    const thread = new Thread({ target: throwValue, args: [kind], name: kind });
    thread.start();
    thread.join();
  }
}

export function quit(code?: number) {
  gate.acquire();
  process.exit(code);
}

export function oneQuits() {
  const threads = [0, 3].map((code) => new Thread({ target: quit, args: [code], name: `exit ${code}` }));
  for (const thread of threads) {
    thread.start();
    thread.join();
    log(thread.isAlive(), gate.locked());
    gate.release();
  }
  return 'main goes on';
}

export function mainQuits() {
  process.exit(0);
}
