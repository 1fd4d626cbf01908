import { EVENTS_VERSION } from '../events/run-event.js';
import type { RunResult } from '../session/run-result.js';
import { jsonText } from './json-text.js';
import type { Renderer, Write } from './renderer.js';

/** The machine and versions of the runs; the head of the document. */
export interface Environment {
  /** Version of pyconc. */
  readonly pyconc: string;
  readonly node: string;
  readonly platform: string;
  /** How many threads can run in parallel. */
  readonly cores: number;
}

/** One document for all runs, written at the end. `partial` is true if the command was stopped early. */
export function jsonRenderer(environment: Environment, write: Write): Renderer {
  return {
    finish(runs, partial) {
      const document = {
        v: EVENTS_VERSION,
        environment,
        ...(partial && { partial }),
        runs: runs.map((run, index) => ({ run: index + 1, ...entry(run) })),
      };
      write(`${jsonText(document, 2)}\n`);
    },
  };
}

/** Every entry has all keys, even without a value. */
function entry(run: RunResult) {
  const { demo, variant, params, seed, start, speed, reason, seconds, ...rest } = run;
  const { result = null, outcome, threads, processes, lostUpdate, warnings, diagnosis, error, exitcode } = rest;
  return {
    demo,
    variant,
    params,
    seed,
    start,
    speed,
    reason,
    seconds,
    result,
    outcome,
    threads,
    processes,
    ...(lostUpdate !== undefined && { lostUpdate }),
    ...(warnings && { warnings }),
    ...(diagnosis && { diagnosis }),
    ...(error && { error }),
    ...(exitcode !== undefined && { exitcode }),
  };
}
