/** `run`: a program of one's own, outside the command line. */
import { isHost } from './runtime/arena.js';
import { callerFile } from './runtime/call-stack.js';
import { runInThread } from './runtime/own-program.js';
import type { Demo, Params } from './session/demo.js';
import { isHeldBack } from './session/own-programs.js';
import type { RunOptions } from './session/run-demo.js';
import type { RunResult } from './session/run-result.js';

export type { RunOptions, RunResult };

/**
 * Runs `main`, an exported function (or a demo), in a thread called MainThread, and waits for it and for all threads that
 * are not daemons. Log lines go to stdout and what went wrong to stderr, unless `options.onEvent` takes the events.
 *
 * The result tells how it ended (`reason`), what `main` returned (`result`), and each thread's life; a `main` that its module
 * does not export ends it as `failed`. Rejects with TypeError if `main` is async, with ValueError for options that make no
 * sense, and with what `options.onEvent` throws.
 *
 * Threads import the program's file too: there, `run` starts nothing, `await` goes on at once, and `then`, `catch` and
 * `finally` call nothing. Python's `if __name__ == '__main__': main()`.
 *
 * @example
 * export function main() { … }
 * await run(main);
 */
export function run<R>(main: (() => R) | Demo<Params, R>, options: RunOptions = {}): Promise<RunResult<R>> {
  if (!isHost || isHeldBack()) return runInThread();
  return start(main, options, callerFile());
}

async function start<R>(
  main: (() => R) | Demo<Params, R>,
  options: RunOptions,
  caller: string | undefined,
): Promise<RunResult<R>> {
  // Not before it is needed: threads load this file as well, and never the session.
  const { checkRunOptions, runOwn } = await import('./session/run-own.js');
  checkRunOptions(options);
  return runOwn(main, options, caller);
}
