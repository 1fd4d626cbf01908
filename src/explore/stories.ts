/** Puts the stories together that the threads of a schedule have told. */
import type { Story, StoryStep } from '../events/explore-report.js';
import type { PendingStep } from '../events/replay-report.js';
import type { Ending } from './execution.js';
import type { ExploreNote, StepFacts, WaitFacts } from './explore-plan.js';
import { letterOf } from './letters.js';

type Told = Extract<ExploreNote, { is: 'story' }>;

export interface WholeStory {
  readonly story: Story;
  readonly ending: Ending;
  /** A text for each step, for the checksum of the schedule. */
  readonly ops: readonly string[];
  /** For each step, the letters of the threads that could have taken it. */
  readonly able: readonly string[];
  /** The steps that threads are at, at the end. */
  readonly pending: readonly PendingStep[];
}

export class Stories {
  readonly #places = new Map<string, string | null>();
  readonly #results = new Map<string, Result>();
  readonly #logs = new Map<string, string[]>();
  readonly #told = new Map<string, Told>();

  take(note: ExploreNote): void {
    switch (note.is) {
      case 'place':
        this.#places.set(`${note.story} ${note.thread} ${note.nth}`, note.at);
        break;
      case 'step-result': {
        const key = `${note.story} ${note.step}`;
        const { value, seen = [] } = this.#results.get(key) ?? {};
        const isNumber = note.op === 'load' || note.op === 'store';
        this.#results.set(key, { value: isNumber ? (note.value ?? value) : value, seen: [...seen, note.op] });
        break;
      }
      case 'log': {
        const key = `${note.story} ${note.thread} ${note.step}`;
        const lines = this.#logs.get(key);
        if (lines) lines.push(note.text);
        else this.#logs.set(key, [note.text]);
        break;
      }
      case 'story':
        this.#told.set(note.threads.join(), note);
        break;
    }
  }

  /** The story of a schedule; undefined if it was not told. */
  of(threads: readonly number[]): WholeStory | undefined {
    const told = this.#told.get(threads.join());
    if (told === undefined) return undefined;
    const { story, names, steps, waiting, pending, ending } = told;
    const seen: number[] = [];
    const shown = steps.map((facts, n): StoryStep => {
      const nth = seen[facts.thread] ?? 0;
      seen[facts.thread] = nth + 1;
      const result = this.#results.get(`${story} ${n}`);
      return {
        step: n + 1,
        thread: letterOf(facts.thread),
        op: facts.kind === 'SharedList' ? (result?.seen.at(-1) ?? facts.op) : facts.op,
        object: facts.object,
        kind: facts.kind,
        value: facts.kind === 'Value' ? (result?.value ?? null) : null,
        result: resultOf(facts, result),
        at: this.#places.get(`${story} ${facts.thread} ${nth}`) ?? null,
        logs: [...(nth === 0 ? this.#logsOf(story, facts.thread, -1) : []), ...this.#logsOf(story, facts.thread, n)],
      };
    });
    const waitOf = ({ thread, call, object, holder }: WaitFacts) => ({
      thread: letterOf(thread),
      call,
      object,
      holder: holder === null ? null : letterOf(holder),
      at: this.#places.get(`${story} ${thread} ${seen[thread] ?? 0}`) ?? null,
    });
    const threadsOf = names.map((name, n) => ({ letter: letterOf(n), name }));
    return {
      story: { threads: threadsOf, steps: shown, waiting: waiting.map(waitOf) },
      ending,
      ops: steps.map(describe),
      able: steps.map(({ enabled }) => lettersIn(enabled, names.length)),
      pending: pending.map(({ op, kind, canGo, ...facts }) => ({ ...waitOf(facts), op, kind, canGo })),
    };
  }

  #logsOf(story: number, thread: number, step: number): readonly string[] {
    return this.#logs.get(`${story} ${thread} ${step}`) ?? [];
  }
}

/** What a step has come to, as far as it was observed. */
interface Result {
  readonly value: number | undefined;
  readonly seen: readonly string[];
}

function resultOf({ op, gaveUp }: StepFacts, result: Result | undefined): string | null {
  const { seen = [] } = result ?? {};
  if (gaveUp || seen.includes('timed out')) return 'timed out';
  const success = SUCCESS[op];
  return success === undefined || seen.includes(success) ? null : 'failed';
}

/** Operations that may be in vain, and what is observed if they are not. */
const SUCCESS: Readonly<Record<string, string>> = { acquire: 'acquired', put: 'put', get: 'got' };

function lettersIn(set: number, threads: number): string {
  let letters = '';
  for (let n = 0; n < threads; n++) if (set & (1 << n)) letters += letterOf(n);
  return letters;
}

function describe({ thread, op, object, kind }: StepFacts): string {
  return `${letterOf(thread)} ${op} ${kind} ${object}`;
}
