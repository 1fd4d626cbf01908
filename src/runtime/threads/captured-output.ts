/**
 * What a program writes to the console becomes events of the log: a worker that sleeps in a lock would show its console
 * output only once it has ended, and out of order.
 */
import type { Writable } from 'node:stream';
import { isPastRun } from '../functions/main-guard.js';
import { emit } from './emit.js';
import { isInTarget } from './process-exit.js';

/** From now on, what this thread writes to its standard streams is logged, a line at a time. */
export function captureOutput(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const lazy = Object.getOwnPropertyDescriptor(process, name);
    if (!lazy?.get) continue;
    // The stream itself is made only if somebody asks for it: it costs more than the rest of a worker's start.
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

/** A thread is about to end: what it wrote without an end of the line is a line, too. */
export function flushOutput(): void {
  for (const flush of unfinished) flush();
  for (const done of written.splice(0)) done();
}

const unfinished: (() => void)[] = [];
/** Whom to tell that their text is written, once the target is over: no earlier can a microtask run. */
const written: (() => void)[] = [];

function lineWriter(stream: 'stdout' | 'stderr') {
  let line = '';
  const say = (text: string) => emit({ type: 'log', text, stream });
  unfinished.push(() => {
    if (line !== '') say(line);
    line = '';
  });
  return (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    // What a program's own file prints after its `await run(main)` is for the program to print, not for each of its threads.
    if (!isPastRun()) {
      const [first = '', ...others] = (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).split(
        '\n',
      );
      // Only what is new is searched, and nothing copied: a line may come in ten thousand pieces.
      line += first;
      for (const other of others) {
        say(line);
        line = other;
      }
    }
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (done && isInTarget()) written.push(done);
    else if (done) queueMicrotask(done);
    return true;
  };
}
