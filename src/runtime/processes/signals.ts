/**
 * Signals to a child process. Node gives them to the host, and a program registers its handlers in MainThread, where they are
 * called as Python calls them: when the thread sleeps or goes to sleep, and then it sleeps on.
 */
import { constants } from 'node:os';
import { KeyboardInterrupt } from '../errors.js';
import { installHooks } from '../kernel/hooks.js';
import { takeSignals } from '../kernel/signal-flags.js';
import { reasonNumber } from '../kernel/wait-reason.js';
import { ask, suspendRequest } from './client/host-call.js';

/** Has the calling thread take the signals of its process. `fail` is told what a handler throws, and does not return. */
export function takeProcessSignals(fail: (thrown: unknown) => never): void {
  process.on('newListener', (name) => {
    if (isSignal(name) && process.listenerCount(name) === 0) tellHandled(name, true);
  });
  process.on('removeListener', (name) => {
    if (isSignal(name) && process.listenerCount(name) === 0) tellHandled(name, false);
  });
  let isHandling = false;
  const handleAll = () => {
    // The handler that is being called has the next one called after it.
    if (isHandling) return;
    isHandling = true;
    const resume = suspendRequest();
    try {
      for (let signals = takeSignals(); signals !== 0; signals = takeSignals()) {
        for (const [name, number] of Object.entries(constants.signals)) {
          if (signals & (1 << (number - 1))) handle(name as NodeJS.Signals, number);
        }
      }
    } catch (thrown) {
      fail(thrown);
    }
    resume();
    isHandling = false;
  };
  installHooks({ onSignal: handleAll });
  // One that came before its process was listening.
  handleAll();
}

function handle(name: NodeJS.Signals, number: number): void {
  if ((process as NodeJS.EventEmitter).emit(name, name, number)) return;
  if (name === 'SIGINT') throw new KeyboardInterrupt();
}

/** Returns once it is so: a signal that comes after that is handled. */
function tellHandled(signal: NodeJS.Signals, isHandled: boolean): void {
  ask({ is: 'handle', signal, isHandled }, Infinity, HANDLE, 0);
}

function isSignal(name: string | symbol): name is NodeJS.Signals {
  return typeof name === 'string' && name in constants.signals;
}

const HANDLE = reasonNumber('multiprocessing');
