/** `run`: a program of one's own, outside the command line. */
import { runInThread } from './runtime/functions/main-guard.js';
import { isHost } from './runtime/memory/arena.js';
import { callerFile } from './runtime/source/call-stack.js';
import type { Demo, Params } from './session/demo.js';
import { isHeldBack } from './session/own-programs.js';
import type { RunOptions } from './session/run-demo.js';
import type { ModuleRunOptions, Program } from './session/run-own.js';
import type { RunResult } from './session/run-result.js';

export type { ModuleRunOptions, RunOptions, RunResult };

/** A main that is async would return before its work is done. */
type Blocking<R> = R extends PromiseLike<unknown> ? 'main is not async' : unknown;

/**
 * Runs `main`, an exported function or a demo, in a thread called MainThread, and waits for it and for all threads that
 * are not daemons. Log lines go to stdout and errors to stderr, unless `options.onEvent` takes the events.
 *
 * Instead of the function, `run` takes its module's URL and its name. That works where the function does not tell which
 * file it comes from, as in a test, whose runner rewrites what it loads. The name is `main` if not given, or `default`
 * if the module has no `main` and exports a demo by default; to see that, this thread loads the module too.
 *
 * The result says how the run ended (`reason`), what `main` returned (`result`), and when each thread started and
 * ended. A `main` that its module does not export ends the run as `failed`. The promise rejects with TypeError for a
 * `main` that is async, has no name or is in a file of tests, and for an option that is unknown or has the wrong type;
 * with ValueError for an impossible value of an option; with whatever `options.onEvent` throws.
 *
 * One program runs at a time. A call while another program runs waits for its turn, in the order of the calls.
 *
 * Threads import the program's file too. There `run` starts nothing, `await` continues at once, and `then`, `catch` and
 * `finally` call nothing.
 *
 * Python: `if __name__ == '__main__': main()`.
 *
 * @example
 * export function main() { … }
 * await run(main);
 *
 * @example
 * await run(new URL('./jobs.js', import.meta.url), 'count', { args: [1000] });
 */
export function run<R>(main: ((() => R) | Demo<Params, R>) & Blocking<R>, options?: RunOptions): Promise<RunResult<R>>;
export function run<F extends (...args: never[]) => unknown>(
  main: F & Blocking<ReturnType<F>>,
  options: RunOptions & { readonly args: Readonly<Parameters<F>> },
): Promise<RunResult<ReturnType<F>>>;
export function run<R = unknown>(module: URL | string, options?: ModuleRunOptions): Promise<RunResult<R>>;
export function run<R = unknown>(
  module: URL | string,
  name: string,
  options?: Omit<ModuleRunOptions, 'name'>,
): Promise<RunResult<R>>;
export function run(
  program: Program,
  nameOrOptions: string | ModuleRunOptions = {},
  others: ModuleRunOptions = {},
): Promise<RunResult> {
  if (!isHost || isHeldBack()) return runInThread();
  const options = typeof nameOrOptions === 'string' ? { ...others, name: nameOrOptions } : nameOrOptions;
  return start(program, options, callerFile());
}

async function start(program: Program, options: ModuleRunOptions, caller: string | undefined): Promise<RunResult> {
  // Not before it is needed: threads load this file as well, and never the session.
  const { checkRunOptions, runOwn } = await import('./session/run-own.js');
  checkRunOptions(options);
  return runOwn(program, options, caller, await import('./render/own-program.js'));
}
