/**
 * Turns what a program writes to the console into log events: Node shows the console output of a worker that sleeps in a lock
 * only once the worker has ended, and out of order.
 */
import type { Writable } from 'node:stream';
import { isPastRun } from '../functions/main-guard.js';
import { emit } from './emit.js';
import { isInTarget } from './process-exit.js';

/** Replaces this thread's standard streams: from now on each line written to them is logged. */
export function captureOutput(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const lazy = Object.getOwnPropertyDescriptor(process, name);
    if (!lazy?.get) continue;
    // The stream itself is made only on first use: that costs more than the rest of a worker's start.
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get() {
        const stream: Writable = lazy.get?.call(process);
        Object.defineProperty(process, name, { configurable: true, enumerable: true, value: stream });
        stream.write = lineWriter(name) as typeof stream.write;
        return stream;
      },
    });
  }
}

/** Called when a thread is about to end: logs unfinished lines as well. */
export function flushOutput(): void {
  for (const flush of unfinished) flush();
  for (const done of written.splice(0)) done();
}

const unfinished: (() => void)[] = [];
/** Callbacks of writes, called once the target is over: no microtask can run earlier. */
const written: (() => void)[] = [];

function lineWriter(stream: 'stdout' | 'stderr') {
  let line = '';
  const log = (text: string) => emit({ type: 'log', text, stream });
  unfinished.push(() => {
    if (line !== '') log(line);
    line = '';
  });
  return (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    // The program's own file prints after its `await run(main)` only in the program, not in each thread that imports the file.
    if (!isPastRun()) {
      const [first = '', ...others] = (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).split(
        '\n',
      );
      // Searches only the new text, and copies nothing: a line may come in ten thousand pieces.
      line += first;
      for (const other of others) {
        log(line);
        line = other;
      }
    }
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (done && isInTarget()) written.push(done);
    else if (done) queueMicrotask(done);
    return true;
  };
}
