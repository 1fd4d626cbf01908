/** Programs whose threads leave work to an event loop when they return. */
import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { log } from 'pyconc';
import { currentThread, setExcepthook, Thread } from 'pyconc/threading';

const say = (text: string) => log(`${text} in ${currentThread().name}`);

async function inSteps() {
  say('first step');
  await null;
  say('second step');
  await Promise.resolve().then(() => say('third step'));
  say('last step');
}

async function sleepAsync() {
  await new Promise((resolve) => setTimeout(resolve, 1));
  say('never: slept');
}

export function nothing() {}
export function leaveTimer() {
  setTimeout(() => say('never: a timer'), 0);
}
export function leaveInterval() {
  setInterval(() => say('never: an interval'), 0).unref();
}
export function leaveImmediate() {
  setImmediate(() => say('never: an immediate'));
}
export function leaveSteps() {
  inSteps();
}
export function leaveTicks() {
  process.nextTick(() => queueMicrotask(() => say('a microtask of a tick')));
}
export function leaveAsync() {
  sleepAsync();
}
export function leaveTimerLater() {
  Promise.resolve().then(() => setTimeout(() => say('never: a late timer'), 0));
}
export function leaveStuck() {
  new Promise(() => {}).then(() => say('never: stuck'));
}
export function leaveWatcher() {
  watch('.', () => say('never: a change'));
}
export function leaveServer() {
  createServer().listen(0);
}
/** None of its work is left. */
export function cleanUp() {
  clearTimeout(setTimeout(nothing, 1));
  clearImmediate(setImmediate(nothing));
  Promise.reject(new Error('caught')).catch(nothing);
  Promise.all([1, Promise.resolve(2)]).then(nothing);
  console.log('to the console');
  process.stdout.write('with a callback\n', () => say('written'));
}
export function rejects() {
  Promise.reject(new RangeError('rejected'));
}
export function rejectsLater() {
  Promise.resolve().then(() => {
    throw new RangeError('rejected later');
  });
}
export function throwsInMicrotask() {
  queueMicrotask(() => {
    throw new RangeError('thrown in a microtask');
  });
}
export function throwsAndRejects() {
  Promise.reject(new RangeError('rejected as well'));
  throw new TypeError('thrown');
}
export function returnsPromise() {
  return inSteps();
}

/** One thread after the other, so that each could find in its worker the work that the one before has left. */
export function runEach(names: readonly string[]) {
  const targets: Record<string, () => unknown> = all;
  for (const name of names) {
    for (const target of [targets[name] as () => unknown, nothing]) {
      const thread = new Thread({ target, name: target === nothing ? 'next' : name });
      thread.start();
      thread.join();
    }
  }
}

const all = {
  leaveTimer,
  leaveInterval,
  leaveImmediate,
  leaveSteps,
  leaveTicks,
  leaveAsync,
  leaveTimerLater,
  leaveStuck,
  leaveWatcher,
  leaveServer,
  cleanUp,
  rejects,
  leaveAsyncExit,
  rejectsLater,
  throwsInMicrotask,
  throwsAndRejects,
  returnsPromise,
};

export function leaveBehind() {
  runEach(['leaveTimer', 'leaveInterval', 'leaveImmediate', 'leaveAsync', 'leaveTimerLater', 'leaveStuck']);
}
export function leaveResources() {
  runEach(['leaveWatcher', 'leaveServer']);
}
export function finishInTime() {
  runEach(['leaveSteps', 'leaveTicks', 'cleanUp']);
}
export function failLater() {
  runEach(['rejects', 'rejectsLater', 'throwsInMicrotask', 'throwsAndRejects', 'returnsPromise']);
}

export function report({ excValue, thread }: { excValue: unknown; thread: Thread }) {
  log('hook', (excValue as Error).message, thread.name);
}
export function failLaterWithHook() {
  setExcepthook(report);
  runEach(['rejects']);
}

async function exitsAsync() {
  process.exit(3);
}
export function leaveAsyncExit() {
  exitsAsync();
}
export function reportAndLeave() {
  Promise.resolve().then(() => say('what the hook leaves'));
  setTimeout(nothing, 1);
  process.exit(3);
}
export function exitInHook() {
  setExcepthook(reportAndLeave);
  runEach(['leaveAsyncExit', 'rejects']);
}

/** MainThread's own. */
export function mainLeaves() {
  setTimeout(nothing, 1e6);
  inSteps();
  return 'a result';
}

export function leaveOften() {
  for (let i = 0; i < 30; i++) {
    const thread = new Thread({ target: leaveAsync });
    thread.start();
    thread.join();
  }
}
