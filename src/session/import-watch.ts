/**
 * Watches the host while it evaluates an author's module, from a thread of its own: a module that computes for ever lets the
 * host neither hear a signal nor look at the clock.
 */
import { url as debuggerUrl } from 'node:inspector';
import { isMainThread, Worker } from 'node:worker_threads';
import { reins } from './foreign-code.js';

/** Ends the watch. */
export type EndWatch = () => void;

/**
 * From now on a host that does not turn drops its reins, so that signals count, and one that does not for so many seconds
 * gives up, with what `overdue` makes. (To cut off what it evaluates is no way: Node asserts that its callbacks return.)
 */
export function watchImport(seconds: number, overdue: () => Error): EndWatch {
  // From a worker only the main thread can be reached, and at a breakpoint that stands still for good reason.
  const { held } = reins;
  if (!held || !isMainThread || debuggerUrl() !== undefined) return () => {};
  const watched = { drop: held.drop, giveUp: () => held.giveUp(overdue()) };
  Object.assign(globalThis, { [Symbol.for(KEY)]: watched });
  const watcher = new Worker(WATCHER, {
    eval: true,
    workerData: seconds * 1000,
    // Neither the user's loaders nor what they preload.
    execArgv: [],
    env: {},
  });
  watcher.unref();
  const turn = () => {
    watcher.postMessage('turn');
    held.takeUp();
  };
  const turning = setInterval(turn, TURN_MS);
  return () => {
    clearInterval(turning);
    held.takeUp();
    // Not waited for, but not left behind either: a process that ends while a worker is still starting may crash.
    watcher.ref();
    void watcher.terminate();
    Object.assign(globalThis, { [Symbol.for(KEY)]: undefined });
  };
}

const KEY = 'pyconc.import';
const TURN_MS = 25;

/** What is posted to the main thread's inspector is done in the middle of whatever that thread is doing. */
const WATCHER = `
const { parentPort, workerData: limit } = require('node:worker_threads');
const { Session } = require('node:inspector');

const STALLED_MS = 150;
const begun = performance.now();
let since = begun;
let isDropped = false;

parentPort.on('message', () => {
  since = performance.now();
  isDropped = false;
});

const looking = setInterval(() => {
  const now = performance.now();
  if (now - since < STALLED_MS) return;
  if (now - begun > limit) {
    clearInterval(looking);
    call('giveUp');
  } else if (!isDropped) {
    isDropped = true;
    call('drop');
  }
}, ${TURN_MS});

function call(method) {
  const session = new Session();
  session.connectToMainThread();
  const expression = "globalThis[Symbol.for('${KEY}')]?." + method + '()';
  session.post('Runtime.evaluate', { expression }, () => session.disconnect());
}
`;
