/** Programs for the contract of setExcepthook. */
import { log, sleep } from 'pyconc';
import { currentThread, type ExceptHookArgs, setExcepthook, Thread } from 'pyconc/threading';
import { caught } from './caught.js';
import { report as reportElsewhere } from './excepthook-elsewhere.js';
import { together } from './thread-helpers.js';

export function report({ excType, excValue, excTraceback, thread }: ExceptHookArgs) {
  const [first, frame] = excTraceback.split('\n');
  log(thread.name, thread === currentThread(), excType, (excValue as Error).message, first);
  log(frame?.includes('excepthook.ts'));
}

export function fail() {
  throw new RangeError('too far');
}

export function succeed() {}

export function hooked() {
  setExcepthook(report);
  together(1, fail);
  together(1, succeed);
  log('main goes on');
}

export class Failing extends Thread {
  override run() {
    throw new RangeError('in a subclass');
  }
}

export function tellClass({ thread, excValue }: ExceptHookArgs) {
  log(thread instanceof Failing, String(excValue));
}

export function hookedSubclass() {
  setExcepthook(tellClass);
  const thread = new Failing();
  thread.start();
  thread.join();
}

export function restored() {
  setExcepthook(report);
  setExcepthook(undefined);
  together(1, fail);
}

export function failToo() {
  throw new TypeError('the hook fails too');
}

export function hookFails() {
  setExcepthook(failToo);
  together(1, fail);
}

export function hookElsewhere() {
  setExcepthook(reportElsewhere);
  together(1, fail);
}

export async function asynchronous() {}

export function badHooks() {
  return [() => {}, asynchronous, 5].map((hook) => caught(() => setExcepthook(hook as () => void)));
}

export function quit() {
  process.exit(3);
}

export function throwText() {
  throw 'just text';
}

export function tellValue({ excType, excValue }: ExceptHookArgs) {
  log(excType, excValue);
}

export function otherEndings() {
  setExcepthook(tellValue);
  together(1, quit);
  together(1, throwText);
}

export function failSoon() {
  sleep(0.001);
  throw new Error('soon');
}

/** The hook changes while threads fail. */
export function changeHooks() {
  setExcepthook(tellValue);
  const threads = Array.from({ length: 20 }, () => new Thread({ target: failSoon }));
  for (const thread of threads) thread.start();
  for (let i = 0; i < 300; i++) setExcepthook(i % 2 ? tellValue : report);
  for (const thread of threads) thread.join();
}
