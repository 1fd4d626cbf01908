/** Runs one given schedule of a demo, on real workers, and tells it step by step. */
import type { Misfit, ReplayEnding, ReplayReport } from '../events/replay-report.js';
import { MAX_DEPTH } from '../runtime/memory/control-block.js';
import type { Demo, Params } from '../session/demo.js';
import { carryOut } from './explore-row.js';
import { ordinalOf } from './letters.js';
import { checksumOf, formatSchedule, namedInSchedule } from './schedule-string.js';
import type { WholeStory } from './stories.js';

export interface ReplayOptions {
  /** The schedule as it was given. */
  readonly text: string;
  /** The word that names the demo: its name, or the path of its file. */
  readonly word: string;
  readonly variant: string | null;
  /** All of the demo's parameters. */
  readonly params: Params;
  readonly seed: number;
  /** A letter for each step. */
  readonly letters: string;
  /** The checksum of the operations; null if it was left out. */
  readonly check: string | null;
  readonly arena?: number;
  readonly signal?: AbortSignal;
}

/** After the steps that are given, the kernel chooses. */
export async function replaySchedule(demo: Demo, options: ReplayOptions): Promise<ReplayReport> {
  const { text, word, variant, params, seed, letters, check } = options;
  const threads = Array.from(letters, ordinalOf);
  const plan = {
    params,
    variant: variant ?? '',
    seed,
    maxSchedules: 1,
    until: Number.POSITIVE_INFINITY,
    maxSteps: MAX_DEPTH,
    replay: threads,
  };
  const { result, stories, lost } = await carryOut(demo, plan, options);
  const told = stories.of(threads);
  const ending: ReplayEnding = lost ?? endingOf(told);
  const isOver = ending === 'complete' || ending === 'deadlock';
  const misfit = told === undefined ? null : misfitOf(told, letters, check);
  const [found] = result.outcomes;
  const whole = (of: WholeStory) =>
    formatSchedule({
      demo: word,
      ...namedInSchedule(demo, variant, params),
      seed,
      letters: of.story.steps.map((step) => step.thread).join(''),
      check: checksumOf(of.ops),
    });
  return {
    demo: demo.name,
    variant,
    params,
    seed,
    schedule: text,
    given: letters.length,
    whole: told && isOver ? whole(told) : null,
    ending,
    outcome: found && isOver ? { name: found.name, grade: found.grade, because: found.because } : null,
    delays: isOver ? (found?.best?.delays ?? null) : null,
    fits: misfit === null,
    misfit,
    story: told?.story ?? null,
    able: told?.able ?? [],
    pending: told?.pending ?? [],
  };
}

function endingOf(told: WholeStory | undefined): ReplayEnding {
  if (told === undefined) return 'lost-worker';
  // Only a search takes a schedule for redundant.
  return told.ending === 'redundant' ? 'diverged' : told.ending;
}

function misfitOf({ story, ending, ops }: WholeStory, letters: string, check: string | null): Misfit | null {
  const taken = story.steps.length;
  const thread = letters[taken];
  if (thread !== undefined) {
    if (ending === 'diverged') return { code: 'cannot-go', step: taken + 1, thread };
    return { code: 'over', step: taken + 1, thread };
  }
  const isOver = ending === 'complete' || ending === 'deadlock';
  return isOver && check !== null && check !== checksumOf(ops) ? { code: 'changed' } : null;
}
