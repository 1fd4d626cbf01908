/**
 * Watches the host from a thread of its own while the host evaluates an author's module: while a module computes for ever, the
 * host can neither hear a signal nor look at the clock.
 */
import { url as debuggerUrl } from 'node:inspector';
import { isMainThread, Worker } from 'node:worker_threads';
import { reins } from './foreign-code.js';

/** Ends the watch. */
export type EndWatch = () => void;

/**
 * From now on, a host that does not turn drops its reins, so that signals count; and after so many seconds, a host that does
 * not turn gives up with the error that `overdue` makes. (Cutting off what it evaluates is not possible: Node asserts that its
 * callbacks return.)
 */
export function watchImport(seconds: number, overdue: () => Error): EndWatch {
  // A worker can reach only the main thread; and a main thread that stands at a breakpoint does so for good reason.
  const { held } = reins;
  if (!held || !isMainThread || debuggerUrl() !== undefined) return () => {};
  const watched = { drop: held.drop, giveUp: () => held.giveUp(overdue()) };
  Object.assign(globalThis, { [Symbol.for(KEY)]: watched });
  const watcher = new Worker(WATCHER, {
    eval: true,
    workerData: seconds * 1000,
    // Without the user's loaders and what they preload.
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
    // Not awaited, but not left behind either: a process that ends while a worker is still starting may crash.
    watcher.ref();
    void watcher.terminate();
    Object.assign(globalThis, { [Symbol.for(KEY)]: undefined });
  };
}

const KEY = 'pyconc.import';
const TURN_MS = 25;

/** The main thread evaluates what is posted to its inspector in the middle of whatever it is doing. */
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
