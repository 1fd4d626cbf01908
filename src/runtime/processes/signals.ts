/**
 * Signals to a child process. Node delivers them to the host, but a program registers its handlers in MainThread. They are
 * called there as Python calls them: when the thread sleeps or goes to sleep. Then the thread sleeps on.
 */
import { constants } from 'node:os';
import { KeyboardInterrupt } from '../errors.js';
import { installHooks } from '../kernel/hooks.js';
import { takeSignals } from '../kernel/signal-flags.js';
import { reasonNumber } from '../kernel/wait-reason.js';
import { request, suspendRequest } from './client/host-call.js';

/** Makes the calling thread take its process's signals. `fail` gets what a handler throws, and does not return. */
export function takeProcessSignals(fail: (thrown: unknown) => never): void {
  process.on('newListener', (name) => {
    if (isSignal(name) && process.listenerCount(name) === 0) requestHandling(name, true);
  });
  process.on('removeListener', (name) => {
    if (isSignal(name) && process.listenerCount(name) === 0) requestHandling(name, false);
  });
  let isHandling = false;
  const handleAll = () => {
    // While one handler runs, the loop below calls the next one after it.
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
  // A signal may have come before its process was listening.
  handleAll();
}

function handle(name: NodeJS.Signals, number: number): void {
  if ((process as NodeJS.EventEmitter).emit(name, name, number)) return;
  if (name === 'SIGINT') throw new KeyboardInterrupt();
}

/** Returns once the host has done it: a signal that comes after that is handled. */
function requestHandling(signal: NodeJS.Signals, isHandled: boolean): void {
  request({ is: 'handle', signal, isHandled }, Infinity, HANDLE, 0);
}

function isSignal(name: string | symbol): name is NodeJS.Signals {
  return typeof name === 'string' && name in constants.signals;
}

const HANDLE = reasonNumber('multiprocessing');
