/** Rows of exploring, made by hand. */
import type {
  ExploredOutcome,
  ExploreReport,
  ExploreRow,
  Story,
  StoryStep,
} from '../../../src/events/explore-report.js';

export function storyStep(given: Partial<StoryStep> & Pick<StoryStep, 'step' | 'thread' | 'op'>): StoryStep {
  return { object: null, kind: null, value: null, result: null, at: null, logs: [], ...given };
}

/** Of the counter without a lock. */
function access(step: number, thread: string, op: 'load' | 'store', value: number): StoryStep {
  const at = `/demos/lock-race.ts:${thread === 'B' ? 35 : 39}:50`;
  return storyStep({ step, thread, op, value, at, object: 'without lock', kind: 'Value' });
}

export const LOST: Story = {
  threads: [
    { letter: 'A', name: 'MainThread' },
    { letter: 'B', name: 'Thread-1 (addWithoutLock)' },
    { letter: 'C', name: 'Thread-2 (subtractWithoutLock)' },
  ],
  steps: [
    storyStep({ step: 1, thread: 'A', op: 'start' }),
    storyStep({ step: 2, thread: 'A', op: 'start' }),
    access(3, 'B', 'load', 0),
    access(4, 'C', 'load', 0),
    access(5, 'C', 'store', -1),
    access(6, 'C', 'load', -1),
    access(7, 'C', 'store', -2),
    access(8, 'B', 'store', 1),
    access(9, 'B', 'load', 1),
    access(10, 'B', 'store', 2),
    storyStep({ step: 11, thread: 'A', op: 'join' }),
    storyStep({ step: 12, thread: 'A', op: 'join', logs: ['all threads are done'] }),
  ],
  waiting: [],
};

const lost = 'Without a lock, a thread overwrote a sum that it had not seen.';

export function outcome(given: Partial<ExploredOutcome> = {}): ExploredOutcome {
  return {
    name: 'updates-lost',
    grade: 'interesting',
    because: lost,
    possible: true,
    classes: 28,
    interleavings: '56',
    schedule: 'lock-race:unlocked:count=2:A2BC4B3A2~k7x0',
    switches: 1,
    isFewest: true,
    delays: 0,
    story: LOST,
    ...given,
  };
}

/** A declared outcome that did not come out. */
export function absent(given: Partial<ExploredOutcome> = {}): ExploredOutcome {
  return outcome({
    name: 'mutual-exclusion-broken',
    grade: 'forbidden',
    because: 'Two threads got in.',
    possible: false,
    classes: 0,
    interleavings: '0',
    schedule: null,
    switches: null,
    isFewest: false,
    delays: null,
    story: null,
    ...given,
  });
}

export function lucky(given: Partial<ExploredOutcome> = {}): ExploredOutcome {
  return outcome({
    name: 'lucky',
    grade: 'expected',
    because: 'Not this time.',
    classes: 6,
    interleavings: '14',
    schedule: 'lock-race:unlocked:count=2:A2B4C4A2~00k7',
    switches: 0,
    story: { ...LOST, steps: LOST.steps.slice(0, 4) },
    ...given,
  });
}

/** Two threads, two increments each, without a lock. */
export function exploreRow(given: Partial<ExploreRow> = {}): ExploreRow {
  return {
    name: 'unlocked',
    demo: 'lock-race',
    variant: 'unlocked',
    params: { count: 2 },
    seed: 0,
    clock: 'free',
    coverage: 'all',
    proved: true,
    preemptions: null,
    schedules: 34,
    classes: 34,
    interleavings: '70',
    estimate: null,
    steps: 12,
    hangs: null,
    raceFree: false,
    races: [
      {
        object: 'without lock',
        first: { op: 'load', at: '/demos/lock-race.ts:39:50' },
        second: { op: 'store', at: '/demos/lock-race.ts:35:50' },
        schedule: 'lock-race:unlocked:count=2:A2BC4B3A2~k7x0',
      },
    ],
    problems: [],
    seconds: 0.02,
    outcomes: [absent(), outcome(), lucky()],
    ...given,
  };
}

/** The same under the lock. */
export function lockedRow(given: Partial<ExploreRow> = {}): ExploreRow {
  return exploreRow({
    name: 'locked',
    variant: 'locked',
    schedules: 6,
    classes: 6,
    interleavings: '6',
    steps: 20,
    raceFree: true,
    races: [],
    outcomes: [
      absent(),
      absent({ name: 'updates-lost', grade: 'interesting', because: lost }),
      lucky({
        name: 'correct',
        because: 'Each sees what the last one stored.',
        classes: 6,
        interleavings: '6',
        schedule: 'lock-race:locked:count=2:A2B8C8A2~l0ck',
      }),
    ],
    ...given,
  });
}

/** Two locks in opposite order. */
export const HANG: Story = {
  threads: [
    { letter: 'A', name: 'MainThread' },
    { letter: 'B', name: 'red first' },
    { letter: 'C', name: 'blue first' },
  ],
  steps: [
    storyStep({ step: 1, thread: 'A', op: 'start' }),
    storyStep({ step: 2, thread: 'A', op: 'start' }),
    lockStep(3, 'B', 'acquire', 'red', ['takes red']),
    lockStep(4, 'C', 'acquire', 'blue', ['takes blue']),
  ],
  waiting: [
    { thread: 'A', call: 'Thread.join', object: 'red first', holder: null, at: '/demos/deadlock.ts:40:9' },
    { thread: 'B', call: 'Lock.acquire', object: 'blue', holder: 'C', at: '/demos/deadlock.ts:22:9' },
    { thread: 'C', call: 'Lock.acquire', object: 'red', holder: 'B', at: '/demos/deadlock.ts:30:9' },
  ],
};

function lockStep(step: number, thread: string, op: string, object: string, logs: readonly string[]): StoryStep {
  return storyStep({ step, thread, op, object, kind: 'Lock', logs, at: `/demos/deadlock.ts:${20 + step}:5` });
}

export function hangRow(given: Partial<ExploreRow> = {}): ExploreRow {
  return exploreRow({
    name: '',
    demo: 'deadlock',
    variant: 'opposite',
    params: {},
    schedules: 3,
    classes: 3,
    interleavings: '6',
    raceFree: true,
    races: [],
    outcomes: [
      outcome({
        name: 'deadlock',
        because: 'Each waits for the other.',
        classes: 1,
        interleavings: '2',
        schedule: 'deadlock:A2BC~dead',
        story: HANG,
      }),
      lucky({ name: 'passed', classes: 2, interleavings: '4', schedule: 'deadlock:A2B4C4A2~pass' }),
    ],
    ...given,
  });
}

export function exploreReport(rows: readonly ExploreRow[], given: Partial<ExploreReport> = {}): ExploreReport {
  return { rows, partial: false, ...given };
}
