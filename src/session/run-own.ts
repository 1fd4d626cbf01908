/** A user's own program, started by its own file: where it prints, and the exit code of its process. */
import { relatedErrors } from '../events/related-errors.js';
import type { ErrorFacts, RunEvent, WaitingThread } from '../events/run-event.js';
import { areOfSeveral, whoIs } from '../events/who.js';
import { placeOf } from '../runtime/modules.js';
import { refuseAsync } from '../runtime/target.js';
import { typeName } from '../runtime/type-names.js';
import { type Demo, demoModule, isDemo, type Params } from './demo.js';
import { type RunOptions, runDemo, runFunction } from './run-demo.js';

export { checkRunOptions } from './run-demo.js';

import type { RunResult } from './run-result.js';
import { isOfScript } from './script.js';

/**
 * Runs a function, or a demo. Prints as a Python program would, unless somebody takes the events. `caller` is the file that
 * has called `run`.
 */
export async function runOwn<R>(
  main: (() => R) | Demo<Params, R>,
  options: RunOptions,
  caller: string | undefined,
): Promise<RunResult<R>> {
  const settings = options.onEvent ? options : { ...options, onEvent: printer() };
  const result = await (isDemo(main) ? runDemo(main, settings) : runMain(main, settings));
  // Its exit status is told to the shell, if this process is that program and not, say, a test runner.
  const exitcode = result.exitcode ?? (result.reason === 'completed' ? 0 : 1);
  if (exitcode !== 0 && isOfScript(moduleOf(main), caller)) process.exitCode ||= exitcode;
  return result;
}

function runMain<R>(main: () => R, options: RunOptions): Promise<RunResult<R>> {
  if (typeof main !== 'function')
    throw new TypeError(`run needs a function that its module exports, or a demo, not ${typeName(main)}`);
  refuseAsync(main);
  const place = placeOf(main);
  // `node -e`: its url is none that a thread could import.
  if (place && /\[eval\d*\]$/.test(place.url))
    throw new TypeError('run needs a program in a file: its threads import that');
  if (!place)
    throw new TypeError('run needs a function with a name, exported by its module: `export function main() { … }`');
  return runFunction(main.name, place, options);
}

function moduleOf(main: (() => unknown) | Demo): string | undefined {
  return isDemo(main) ? main[demoModule] : placeOf(main)?.url;
}

function printer(): (event: RunEvent) => void {
  let waiting: readonly WaitingThread[] = [];
  return (event) => {
    switch (event.type) {
      case 'log':
        (event.stream === 'stderr' ? process.stderr : process.stdout).write(`${event.text}\n`);
        break;
      case 'thread.end':
        if (event.error && !event.hooked) complain(`${whoFailed(event)}:`, textOf(event.error));
        break;
      case 'warning':
        complain(`warning: ${event.message}`);
        break;
      case 'diagnosis':
        waiting = event.diagnosis.waiting;
        break;
      case 'run.end':
        if (event.reason === 'timeout') complain('The program was stopped: its time is over.');
        if (event.reason === 'hung') complain('Nobody can go on:');
        complain(...waiting.map((each) => `  ${describeWaiting(each, areOfSeveral(waiting))}`));
        // What no thread has said: main returned what cannot be passed on, say.
        if (event.error && !event.threads.some(({ error }) => error)) complain(textOf(event.error));
        break;
    }
  };
}

/** As Python says it: an exception in the main thread of a process is the process's. */
function whoFailed({ thread, process }: { readonly thread: string; readonly process: string }): string {
  return thread === 'MainThread' && process !== 'MainProcess' ? `Process ${process}` : `Exception in thread ${thread}`;
}

function complain(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}

/** With what it comes from, as Node shows a cause. */
function textOf(error: ErrorFacts): string {
  const others = relatedErrors(error).map(({ error, relation }) => `${words[relation]}: ${alone(error)}`);
  return [alone(error), ...others].join('\n');
}

const words = { cause: 'Caused by', part: 'One of them' } as const;

function alone({ type, message, stack }: ErrorFacts): string {
  return stack || `${type}: ${message}`;
}

function describeWaiting({ thread, process, call, object, heldBy, at }: WaitingThread, several: boolean): string {
  const what = object === null ? '' : ` for ${object}`;
  const holder = heldBy === null || heldBy === object ? '' : `, held by ${heldBy}`;
  return `${whoIs({ thread, process }, several)} waits in ${call}${what}${holder}${at === null ? '' : ` (${at})`}`;
}
