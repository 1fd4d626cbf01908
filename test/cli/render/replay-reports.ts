/** Replays as fixtures. */
import type { StoryStep } from '../../../src/events/explore-report.js';
import type { PendingStep, ReplayReport } from '../../../src/events/replay-report.js';
import { HANG, LOST } from './explore-rows.js';

/** Two threads, two increments each, without a lock. */
export function replayReport(given: Partial<ReplayReport> = {}): ReplayReport {
  const story = { ...LOST, steps: LOST.steps.map(withThread) };
  const schedule = 'lock-race:unlocked:count=2:A2BC4B3A2~k7x0';
  return {
    demo: 'lock-race',
    variant: 'unlocked',
    params: { count: 2 },
    seed: 0,
    schedule,
    given: 12,
    whole: schedule,
    ending: 'complete',
    outcome: {
      name: 'updates-lost',
      grade: 'interesting',
      because: 'Without a lock, a thread overwrote a sum that it had not seen.',
    },
    delays: 0,
    fits: true,
    misfit: null,
    story,
    able: ['A', 'AB', 'BC', 'BC', 'BC', 'BC', 'BC', 'B', 'B', 'B', 'A', 'A'],
    pending: [],
    ...given,
  };
}

/** Starts and joins name their threads. */
function withThread(step: StoryStep): StoryStep {
  if (step.op !== 'start' && step.op !== 'join') return step;
  const isFirst = step.step === 1 || step.step === 11;
  return { ...step, kind: 'Thread', object: LOST.threads[isFirst ? 1 : 2]?.name ?? null };
}

export function pendingStep(given: Partial<PendingStep> = {}): PendingStep {
  return {
    thread: 'B',
    op: 'acquire',
    kind: 'Lock',
    call: 'Lock.acquire',
    object: 'blue',
    holder: null,
    at: '/demos/deadlock.ts:22:9',
    canGo: false,
    ...given,
  };
}

const waiting = [
  pendingStep({ thread: 'A', op: 'join', kind: 'Thread', call: 'Thread.join', object: 'red first' }),
  pendingStep({ holder: 'C' }),
  pendingStep({ thread: 'C', object: 'red', holder: 'B' }),
];

/** Two locks in opposite order. */
export function hungReport(given: Partial<ReplayReport> = {}): ReplayReport {
  const schedule = 'deadlock:A2BC~dead';
  return replayReport({
    demo: 'deadlock',
    variant: null,
    params: {},
    schedule,
    given: 4,
    whole: schedule,
    ending: 'deadlock',
    outcome: { name: 'deadlock', grade: 'interesting', because: 'Each waits for the other.' },
    story: HANG,
    able: ['A', 'AB', 'ABC', 'AC'],
    pending: waiting,
    ...given,
  });
}

/** The same, but its fourth step is given to a thread that waits. */
export function divergedReport(given: Partial<ReplayReport> = {}): ReplayReport {
  return hungReport({
    schedule: 'deadlock:A2B2C',
    given: 5,
    whole: null,
    ending: 'diverged',
    outcome: null,
    fits: false,
    misfit: { code: 'cannot-go', step: 4, thread: 'B' },
    story: { ...HANG, steps: HANG.steps.slice(0, 3), waiting: [] },
    pending: [
      pendingStep({ thread: 'A', op: 'join', kind: 'Thread', call: 'Thread.join', object: 'red first' }),
      pendingStep({ holder: 'C' }),
      pendingStep({ thread: 'C', object: 'blue', canGo: true }),
    ],
    ...given,
  });
}
