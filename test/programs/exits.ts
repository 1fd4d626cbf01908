/** Programs for the contract of `process.exit`, which is Python's `sys.exit`. */
import { log, SystemExit, sleep } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';
import { Event, enumerate, Lock, mainThread, Thread, Timer } from 'pyconc/threading';
import { caught } from './caught.js';

const lock = new Lock('a lock');
const gate = new Event('gate');

export function exit(code?: unknown) {
  process.exit(code as number);
}

export function throwExit(code?: unknown) {
  throw new SystemExit(code);
}

export function exitWithLock() {
  try {
    lock.with(() => exit(3));
  } finally {
    log('finally', lock.locked());
  }
}

/** Ends its threads in every way, and lives on. */
export function exitInThreads() {
  for (const thread of [
    new Thread({ target: exit, args: [3], name: 'exit' }),
    new Thread({ target: exit, args: ['said to nobody'], name: 'text' }),
    new Thread({ target: throwExit, args: [4], name: 'throw' }),
    new Thread({ target: exitWithLock, name: 'with' }),
    new Timer(0, exit, [5]),
  ]) {
    thread.start();
    thread.join();
  }
  return lock.locked();
}

export function isCaught() {
  const seen = [caught(() => exit(3)), caught(() => exit()), caught(() => exit('text'))];
  try {
    process.exit(3);
  } catch (error) {
    return [...seen, error instanceof SystemExit, error instanceof Error, (error as SystemExit).code];
  }
}

export function exitWith0() {
  exit(0);
}
export function exitWith7() {
  exit(7);
}
export function exitWith263() {
  exit(263);
}
export function exitBelow0() {
  exit(-1);
}
export function exitWithNothing() {
  exit();
}
export function exitWithNull() {
  exit(null);
}
export function exitWithTrue() {
  exit(true);
}
export function exitWithText() {
  exit('no good');
}
export function exitWithFraction() {
  exit(1.5);
}
export function throwExit7() {
  throwExit(7);
}
export function declare7() {
  process.exitCode = 7;
  return 'a result';
}
export function declareAndExit() {
  process.exitCode = 7;
  exit();
}
export function simplyReturn() {}

export function fail() {
  throw new RangeError('no good');
}

export function sayLater() {
  sleep(0.05);
  log('a thread is awaited');
}

export function exitWhileOthersRun() {
  new Thread({ target: sayLater }).start();
  new Process({ target: exit, args: [4], name: 'child' }).start();
  process.exit(3);
}

export function exitAfterThreadFailed() {
  const thread = new Thread({ target: fail });
  thread.start();
  thread.join();
  process.exit(0);
}

export function failAfterDeclaring() {
  process.exitCode = 7;
  fail();
}

/** In a thread, it does not affect the program. */
export function declareInThread() {
  const thread = new Thread({ target: declare7 });
  thread.start();
  thread.join();
}

export function declareInProcess() {
  process.exitCode = 9;
}

export function childExits() {
  return [
    [exit, [3]],
    [exit, ['no good']],
    [throwExit, [4]],
    [declareInProcess, []],
    [exit, []],
  ].map(([target, args]) => {
    const child = new Process({ target: target as () => void, args: args as [] });
    child.start();
    child.join();
    return child.exitcode;
  });
}

// ------------------------------------------------------------------------------------------------ MainThread

export function joinMain() {
  const main = mainThread();
  log(main.isAlive());
  main.join(0);
  log(main.isAlive());
  gate.set();
  main.join();
  log(main.isAlive(), String(main), enumerate().includes(main));
  main.join(1);
}

export function isJoined() {
  new Thread({ target: joinMain, name: 'joiner' }).start();
  gate.wait();
  sleep(0.02);
  log('main is over');
}

export function holdAndJoinMain() {
  lock.acquire();
  mainThread().join();
}

/** A cycle: MainThread waits for the lock, whose holder waits for MainThread. */
export function mainHangs() {
  const thread = new Thread({ target: holdAndJoinMain, name: 'joiner' });
  thread.start();
  while (!lock.locked()) sleep(0.01);
  lock.acquire();
}

export function joinMainForEver() {
  mainThread().join();
  lock.acquire();
  lock.acquire();
}

export function hangsAfterMain() {
  new Thread({ target: joinMainForEver, name: 'joiner' }).start();
}
