import { EVENTS_VERSION } from '../events/run-event.js';
import type { RunResult } from '../session/run-result.js';
import { jsonText } from './json-text.js';
import type { Renderer, Write } from './renderer.js';

/** Where the runs were made; the head of the document. */
export interface Environment {
  /** Version of pyconc. */
  readonly pyconc: string;
  readonly node: string;
  readonly platform: string;
  /** How many threads can run at the same time. */
  readonly cores: number;
}

/** One document for all runs, written when they are over, also when that is too early: then `partial` is true. */
export function jsonRenderer(environment: Environment, write: Write): Renderer {
  return {
    finish(runs, partial) {
      const document = {
        v: EVENTS_VERSION,
        environment,
        ...(partial && { partial }),
        runs: runs.map((run, at) => ({ run: at + 1, ...entry(run) })),
      };
      write(`${jsonText(document, 2)}\n`);
    },
  };
}

/** Keys that every entry has are there even where there is nothing to say. */
function entry(run: RunResult) {
  const { demo, variant, params, seed, start, speed, reason, seconds, ...rest } = run;
  const { result = null, outcome, threads, processes, lostUpdate, diagnosis, error, exitcode } = rest;
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
    ...(diagnosis && { diagnosis }),
    ...(error && { error }),
    ...(exitcode !== undefined && { exitcode }),
  };
}
