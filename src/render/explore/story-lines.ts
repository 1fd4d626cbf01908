/** Which steps of a schedule its story tells, and what is to be known of them. */
import type { Story, StoryStep } from '../../events/explore-report.js';

export type StoryLine =
  | { readonly is: 'step'; readonly thread: string; readonly step: StoryStep }
  | { readonly is: 'log'; readonly thread: string; readonly text: string }
  | { readonly is: 'skipped'; readonly thread: string; readonly steps: number };

/** Operations that every program has: alone, they give a thread no part in the story. */
export const SCAFFOLD: readonly string[] = ['start', 'begin', 'join', 'create', 'end', 'sleep', 'log'];

/** The letters of the threads that take part, by order of start: all that do more than start, join, sleep and log. */
export function participants({ threads, steps }: Story): string[] {
  const active = new Set(steps.filter(({ op }) => !SCAFFOLD.includes(op)).map(({ thread }) => thread));
  const letters = threads.map(({ letter }) => letter);
  return active.size === 0 ? letters : letters.filter((letter) => active.has(letter));
}

/** The names of objects whose number changes, in the order of their first steps. */
export function changingValues({ steps }: Story): string[] {
  const numbers = new Map<string, Set<number>>();
  for (const { object, value } of steps) {
    if (object === null || value === null) continue;
    numbers.set(object, (numbers.get(object) ?? new Set()).add(value));
  }
  return [...numbers].filter(([, values]) => values.size > 1).map(([object]) => object);
}

/** The steps of these threads with what was logged after each, in at most `most` lines if possible. */
export function storyLines({ steps }: Story, letters: readonly string[], most: number): StoryLine[] {
  const lines = steps
    .filter(({ thread }) => letters.includes(thread))
    .flatMap((step): StoryLine[] => [
      // A column shows where its thread begins.
      ...(step.op === 'begin' ? [] : [{ is: 'step', thread: step.thread, step } as const]),
      ...step.logs.map((text): StoryLine => ({ is: 'log', thread: step.thread, text })),
    ]);
  return shortened(lines, most);
}

/** What is skipped first is the middle of what a thread does without a switch, and then the beginning of the story. */
function shortened(lines: readonly StoryLine[], most: number): StoryLine[] {
  if (lines.length <= most) return [...lines];
  for (const kept of [2, 1]) {
    const shorter = runsOf(lines).flatMap((run) => withoutMiddle(run, kept, kept));
    if (shorter.length <= most) return shorter;
  }
  const shortest = runsOf(lines).flatMap((run) => withoutMiddle(run, 1, 1));
  const first = Math.min(2, Math.floor(most / 3));
  return withoutMiddle(shortest, first, most - first - 1);
}

/** Lines of the same thread that follow each other. */
function runsOf(lines: readonly StoryLine[]): StoryLine[][] {
  const runs: StoryLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.[0]?.thread === line.thread) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** One line in the place of two or more. */
function withoutMiddle(lines: readonly StoryLine[], first: number, last: number): StoryLine[] {
  const middle = lines.slice(first, lines.length - last);
  const [skipped] = middle;
  if (middle.length < 2 || skipped === undefined) return [...lines];
  const steps = middle.reduce((sum, line) => sum + stepsIn(line), 0);
  return [
    ...lines.slice(0, first),
    { is: 'skipped', thread: skipped.thread, steps },
    ...lines.slice(lines.length - last),
  ];
}

function stepsIn(line: StoryLine): number {
  if (line.is === 'skipped') return line.steps;
  return line.is === 'step' ? 1 : 0;
}

/** A store over a number that its thread has not seen. */
export interface LostStore {
  readonly step: StoryStep;
  readonly overwrote: number;
}

/** The last store that overwrote what another thread had stored since its own thread looked; undefined if there is none. */
export function lastLostStore({ steps }: Story): LostStore | undefined {
  /** How often each object has been stored, and what was stored last. */
  const stored = new Map<string, { readonly times: number; readonly value: number }>();
  /** How often each object had been stored when each thread last saw it. */
  const seen = new Map<string, number>();
  let lost: LostStore | undefined;
  for (const step of steps) {
    const { thread, op, object, value } = step;
    if (object === null || value === null) continue;
    const key = `${thread} ${object}`;
    const last = stored.get(object);
    if (op === 'store') {
      const sawAt = seen.get(key);
      if (last !== undefined && sawAt !== undefined && sawAt < last.times) lost = { step, overwrote: last.value };
      stored.set(object, { times: (last?.times ?? 0) + 1, value });
    }
    seen.set(key, stored.get(object)?.times ?? 0);
  }
  return lost;
}

/** The step after which the outcome is as it is, as far as that can be told: the last lost store, or the last step with a place. */
export function decidingStep(story: Story, letters: readonly string[]): StoryStep | undefined {
  const placed = story.steps.filter(
    ({ thread, op, at }) => at !== null && letters.includes(thread) && !SCAFFOLD.includes(op),
  );
  return lastLostStore(story)?.step ?? placed.at(-1);
}
