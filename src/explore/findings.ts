/** What the schedules of a row have come to: which outcomes, how often, and the simplest schedule for each. */
import type { Grade } from '../events/facts.js';
import type { Demo } from '../session/demo.js';
import type { Verdict } from '../session/one-trial.js';
import { preemptionsOf } from './bounded.js';
import type { Execution } from './execution.js';

/** A schedule, as the threads of its steps. */
export interface Candidate {
  readonly threads: readonly number[];
  readonly switches: number;
  /** Timeouts that had to pass early. */
  readonly delays: number;
}

export interface FoundOutcome {
  readonly name: string | null;
  readonly grade: Grade;
  readonly because: string;
  /** Among the demo's outcomes; beyond them for one that is not declared. */
  readonly position: number;
  /** Schedules that came out so. */
  schedules: number;
  classes: number;
  interleavings: bigint;
  best: Candidate | undefined;
  /** The fewest switches of any schedule so far: `best` has more if it needs fewer timeouts. */
  fewest: number;
  /** True if no schedule has fewer switches than `best`. */
  isFewest: boolean;
}

export class Findings {
  readonly outcomes: FoundOutcome[] = [];
  readonly #declared: number;
  /** For each outcome, the schedule that is its `best`. Not sent to the host. */
  readonly #simplest = new Map<FoundOutcome, Execution>();

  constructor(demo: Demo) {
    this.#declared = demo.outcomes.length;
  }

  /** The number of the outcome that a schedule was judged as. */
  numberOf = ({ outcome, position }: Verdict): number => {
    if (outcome === null) return -1;
    const isUndeclared = position === this.#declared;
    const known = this.outcomes.findIndex((each) =>
      isUndeclared ? each.position === position && each.because === outcome.because : each.position === position,
    );
    if (known !== -1) return known;
    const { name, grade, because } = outcome;
    const nothing = { schedules: 0, classes: 0, interleavings: 0n, best: undefined, fewest: Infinity, isFewest: false };
    return this.outcomes.push({ name, grade, because, position, ...nothing }) - 1;
  };

  /** Counts a schedule that came to its end. */
  add(execution: Execution): FoundOutcome | undefined {
    const found = this.outcomes[execution.outcome];
    if (found === undefined) return undefined;
    found.schedules++;
    const candidate = candidateOf(execution);
    found.fewest = Math.min(found.fewest, candidate.switches);
    if (found.best === undefined || isSimpler(candidate, found.best)) {
      found.best = candidate;
      this.#simplest.set(found, execution);
    }
    return found;
  }

  /** The simplest schedule of each outcome. */
  simplest(): Execution[] {
    return [...this.#simplest.values()];
  }
}

export function candidateOf(execution: Execution): Candidate {
  return {
    threads: execution.steps.map(({ thread }) => thread),
    switches: preemptionsOf(execution),
    delays: execution.steps.filter(({ gaveUp }) => gaveUp).length,
  };
}

function isSimpler(a: Candidate, b: Candidate): boolean {
  if (a.delays !== b.delays) return a.delays < b.delays;
  if (a.switches !== b.switches) return a.switches < b.switches;
  return a.threads.length < b.threads.length;
}
