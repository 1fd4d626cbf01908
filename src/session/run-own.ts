/** A user's own program, started by its own file: where it prints, and the exit code of its process. */
import { pathToFileURL } from 'node:url';
import type { RunEvent, WaitingThread } from '../events/run-event.js';
import { placeOf } from '../runtime/modules.js';
import { refuseAsync } from '../runtime/target.js';
import { type Demo, isDemo, type Params } from './demo.js';
import { type RunOptions, runDemo, runFunction } from './run-demo.js';
import type { RunResult } from './run-result.js';

/** Runs a function, or a demo. Prints as a Python program would, unless somebody takes the events. */
export async function runOwn<R>(main: (() => R) | Demo<Params, R>, options: RunOptions): Promise<RunResult<R>> {
  const settings = options.onEvent ? options : { ...options, onEvent: print };
  const result = await (isDemo(main) ? runDemo(main, settings) : runMain(main, settings));
  // A program that failed says so to the shell, if this process is that program and not, say, a test runner.
  if (result.reason !== 'completed' && isProgram(main)) process.exitCode ||= 1;
  return result;
}

function runMain<R>(main: () => R, options: RunOptions): Promise<RunResult<R>> {
  if (typeof main !== 'function')
    throw new TypeError(`run needs a function that its module exports, or a demo, not ${typeof main}`);
  refuseAsync(main);
  const place = placeOf(main);
  if (!place)
    throw new TypeError('run needs a function with a name, exported by its module: `export function main() { … }`');
  return runFunction(main.name, place, options);
}

function isProgram(main: unknown): boolean {
  const script = process.argv[1];
  if (script === undefined) return false;
  const url = isDemo(main) ? undefined : placeOf(main as () => unknown)?.url;
  return url === undefined || url.startsWith(pathToFileURL(script).href);
}

function print(event: RunEvent): void {
  switch (event.type) {
    case 'log':
      (event.stream === 'stderr' ? process.stderr : process.stdout).write(`${event.text}\n`);
      break;
    case 'thread.end':
      if (event.error && !event.hooked)
        process.stderr.write(`Exception in thread ${event.thread}:\n${event.error.stack || event.error.message}\n`);
      break;
    case 'diagnosis':
      process.stderr.write('Nobody can go on:\n');
      for (const waiting of event.diagnosis.waiting) process.stderr.write(`  ${describeWaiting(waiting)}\n`);
      break;
    case 'run.end':
      if (event.reason === 'timeout') process.stderr.write('The program was stopped: its time is over.\n');
      break;
  }
}

function describeWaiting({ thread, call, object, heldBy, at }: WaitingThread): string {
  const what = object === null ? '' : ` for ${object}`;
  const holder = heldBy === null || heldBy === object ? '' : `, held by ${heldBy}`;
  return `${thread} waits in ${call}${what}${holder}${at === null ? '' : ` (${at})`}`;
}
