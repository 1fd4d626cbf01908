/** What is known of a replay after a number of its steps: where each thread is, and what values hold. */
import type { Story, StoryStep, StoryThread } from '../../events/explore-report.js';
import type { PendingStep, ReplayReport } from '../../events/replay-report.js';

export interface ThreadState {
  readonly thread: StoryThread;
  readonly is: 'unstarted' | 'ready' | 'waiting' | 'ended';
  /** The step that it is at; undefined before its start and after its end. */
  readonly next: Pick<StoryStep, 'op' | 'object' | 'kind'> | undefined;
  /** Where that is known, for a thread that waits: the call, and the letter of the thread that holds the object. */
  readonly call: string | null;
  readonly holder: string | null;
}

/** Each thread after the first `taken` steps. */
export function threadStates({ story, able, pending }: ReplayReport, taken: number): ThreadState[] {
  if (story === null) return [];
  const { threads, steps } = story;
  const isAtEnd = taken >= steps.length;
  const holders = holdersAfter(story, taken);
  // Letters follow the order of starts.
  const started = 1 + steps.slice(0, taken).filter(({ op }) => op === 'start').length;
  return threads.map((thread, at): ThreadState => {
    const { letter } = thread;
    const nothing = { thread, next: undefined, call: null, holder: null };
    if (at >= started) return { ...nothing, is: 'unstarted' };
    const ahead = isAtEnd ? undefined : steps.find((step, n) => n >= taken && step.thread === letter);
    const left = pending.find((step) => step.thread === letter);
    const next = ahead ?? left;
    if (next === undefined) return { ...nothing, is: 'ended' };
    const isReady = isAtEnd ? left?.canGo === true : (able[taken] ?? '').includes(letter);
    if (isReady) return { ...nothing, is: 'ready', next };
    const known = isAtEnd ? left : undefined;
    const holder = known ? known.holder : heldBy(next, holders, letter);
    return { thread, is: 'waiting', next, call: known?.call ?? null, holder };
  });
}

function heldBy({ object, kind }: StoryStep | PendingStep, holders: Holders, self: string): string | null {
  const holder = object !== null && isLock(kind) ? holders.get(object)?.thread : undefined;
  return holder === undefined || holder === self ? null : holder;
}

type Holders = ReadonlyMap<string, { readonly thread: string; readonly times: number }>;

/** The threads that hold locks, as far as the steps say for sure. */
function holdersAfter({ steps }: Story, taken: number): Holders {
  const holders = new Map<string, { thread: string; times: number }>();
  for (const { thread, op, object, kind, result } of steps.slice(0, taken)) {
    // A Condition gives up its lock, and takes it back, whatever its name is.
    if (kind === 'Condition' && (op === 'wait' || op === 'resume')) holders.clear();
    if (object === null || !isLock(kind) || result !== null) continue;
    const held = holders.get(object);
    if (op === 'acquire') {
      if (held !== undefined && held.thread !== thread) holders.delete(object);
      else holders.set(object, { thread, times: (held?.times ?? 0) + 1 });
    } else if (op === 'release' && held !== undefined) {
      if (held.times === 1) holders.delete(object);
      else holders.set(object, { thread, times: held.times - 1 });
    }
  }
  return holders;
}

function isLock(kind: string | null): boolean {
  return kind === 'Lock' || kind === 'RLock';
}

/** For each step, what the named values hold after it; undefined before they were seen. */
export function valuesAfter({ steps }: Story, objects: readonly string[]): (readonly (number | undefined)[])[] {
  let now: (number | undefined)[] = objects.map(() => undefined);
  return steps.map(({ object, value }) => {
    const at = object === null ? -1 : objects.indexOf(object);
    if (at !== -1 && value !== null) now = now.with(at, value);
    return now;
  });
}
