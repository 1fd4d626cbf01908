/** A user's own program, started by its own file: where its output goes, and the exit code of its process. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunEvent } from '../events/run-event.js';
import { typeName } from '../runtime/arguments/type-names.js';
import { refOf } from '../runtime/functions/function-ref.js';
import { refuseAsync } from '../runtime/threads/target.js';
import { type Demo, demoModule, isDemo } from './demo.js';
import { importHeldBack } from './import-demo.js';
import { type FunctionRunOptions, runDemo, runFunction } from './run-demo.js';
import type { RunResult } from './run-result.js';
import { isOfScript } from './script.js';
import { testFile } from './test-file.js';
import { inTurn } from './turns.js';

export { checkRunOptions } from './run-demo.js';

/** What `run` takes: a function, a demo, or a module's URL or absolute path. */
export type Program = ((...args: never[]) => unknown) | Demo | URL | string;

/** Options for a program that is given as its module's URL. */
export interface ModuleRunOptions extends FunctionRunOptions {
  /** The name of the export; `main` if not given, or `default` if that is a demo. */
  readonly name?: string;
}

/** Prints a program whose caller does not take its events. */
export interface Printer {
  /** Aborted once stdout has no reader any more. */
  stdoutClosed(): AbortSignal;
  /** Returns a function that receives the events of one run. */
  print(): (event: RunEvent) => void;
}

/**
 * Runs a program when its turn has come. Prints as a Python program would, unless the caller takes the events. `caller` is the
 * file that has called `run`.
 */
export async function runOwn(
  program: Program,
  options: ModuleRunOptions,
  caller: string | undefined,
  printer: Printer,
): Promise<RunResult> {
  // Stop the program when its output has no reader any more: `pyconc run` does so, and elsewhere SIGPIPE does.
  const closed = options.onEvent ? undefined : printer.stdoutClosed();
  const settings = closed
    ? {
        ...options,
        signal: AbortSignal.any([closed, ...(options.signal ? [options.signal] : [])]),
        onEvent: printer.print(),
      }
    : options;
  const result = await inTurn(settings.signal, () => runNow(program, settings));
  // The shell gets the program's exit status, if this process is that program and not, for example, a test runner.
  const isGood = result.reason === 'completed' || closed?.aborted;
  const exitcode = result.exitcode ?? (isGood ? 0 : 1);
  if (exitcode !== 0 && isOfScript(moduleOf(program), caller)) process.exitCode ||= exitcode;
  return result;
}

function runNow(program: Program, { name, ...options }: ModuleRunOptions): Promise<RunResult> {
  if (program instanceof URL || typeof program === 'string') return runModule(hrefOf(program), name, options);
  if (name !== undefined) throw new TypeError('a name goes with the URL of a module: run(url, name)');
  return isDemo(program) ? runDemoItself(program, options) : runMain(program, options);
}

function runDemoItself(demo: Demo, { args, ...options }: FunctionRunOptions): Promise<RunResult> {
  if (args !== undefined) throw new TypeError('a demo is not given `args`, but `params`');
  return runDemo(demo, options);
}

function runMain(main: Function, options: FunctionRunOptions): Promise<RunResult> {
  if (typeof main !== 'function')
    throw new TypeError(
      `run needs a function that its module exports, a demo, or a module's URL, not ${typeName(main)}`,
    );
  refuseAsync(main);
  const ref = refOf(main);
  // `node -e`: a thread could not import its URL.
  if (ref && /\[eval\d*\]$/.test(ref.url))
    throw new TypeError('run needs a program in a file: its threads import that');
  if (ref) refuseTestFile(ref.url, main.name);
  if (!ref)
    throw new TypeError(
      "run needs a function with a name, exported by its module: `export function main() { … }`. If it is, and its loader hides where it comes from, write run(new URL('./jobs.js', import.meta.url), 'main')",
    );
  return runFunction(main.name, ref, options);
}

function refuseTestFile(url: string, name: string): void {
  if (url !== testFile()) return;
  throw new TypeError(
    `${name || 'the function'} is in a file of tests, which threads cannot import as the test runner does: move it to a file of its own, and write run(new URL('./jobs.js', import.meta.url), '${name || 'main'}')`,
  );
}

/**
 * Imports the module here only if a demo may be meant: a demo's outcome is judged here, but anything else the module does when
 * it is evaluated is for its threads.
 */
async function runModule(url: string, name: string | undefined, options: FunctionRunOptions): Promise<RunResult> {
  refuseTestFile(url, name ?? 'main');
  const mayBeDemo = name === undefined || name === 'default';
  // The script itself may be waiting for this run: importing it would wait for itself.
  if (mayBeDemo && !options.signal?.aborted && !isOfScript(url)) {
    const overdue = () => new Error('its threads say what is wrong');
    const namespace = await importHeldBack(url, overdue, options).catch(() => ({}) as Record<string, unknown>);
    const isMeant = name !== undefined || !('main' in namespace);
    if (isMeant && isDemo(namespace.default)) return runDemoItself(namespace.default, options);
  }
  return runFunction(name ?? 'main', { url, path: [name ?? 'main'] }, options);
}

function hrefOf(module: URL | string): string {
  if (module instanceof URL) return module.href;
  if (isAbsolute(module)) return pathToFileURL(module).href;
  if (URL.canParse(module)) return module;
  throw new TypeError(
    `run needs a function that its module exports, a demo, or a module's URL, not '${module}': write run(new URL('./jobs.js', import.meta.url), 'main')`,
  );
}

function moduleOf(program: Program): string | undefined {
  if (program instanceof URL || typeof program === 'string') return hrefOf(program);
  return isDemo(program) ? program[demoModule] : refOf(program)?.url;
}
