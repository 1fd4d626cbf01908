/** A run, and all its events. */
import { type RunEvent, type RunOptions, type RunResult, run } from 'pyconc';

export interface Observed<R> extends RunResult<R> {
  readonly events: readonly RunEvent[];
  /** The lines of the log, in order. */
  readonly logs: readonly string[];
  /** The same lines, with the name of their thread before each. */
  readonly said: readonly string[];
}

/** Seconds after which a run counts as hanging rather than slow: on a busy machine 255 workers take half a minute. */
const HANGING = 100;

/** Runs `main`, and keeps its events. */
export async function observe<R>(main: () => R, options: RunOptions = {}): Promise<Observed<R>> {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event);
  };
  // For an unknown type the compiler cannot tell that it is not a promise.
  const result = (await run(main as () => unknown, { timeout: HANGING, ...options, onEvent })) as RunResult<R>;
  const lines = events.filter((event) => event.type === 'log');
  return {
    ...result,
    events,
    logs: lines.map(({ text }) => text),
    said: lines.map(({ thread, text }) => `${thread}: ${text}`),
  };
}

/** Calls `action` whenever the program logs this line. */
export function onLine(line: string, action: () => void): (event: RunEvent) => void {
  return (event) => {
    if (event.type === 'log' && event.text === line) action();
  };
}

/** The end of each thread, by name. */
export function endings({ threads }: RunResult<unknown>): Record<string, string> {
  return Object.fromEntries(threads.map(({ name, end }) => [name, end]));
}
