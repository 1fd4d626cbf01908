/** The sentences of `replay`: plain English, no colours, no layout. */
import type { ReplayEnding } from '../../events/replay-report.js';

export const replayMessages = {
  title: 'replay',
  variant: (variant: string) => `variant ${variant}`,
  param: (name: string, value: unknown) => `${name}=${value}`,
  seed: (seed: number) => `seed ${seed}`,

  /** After the given steps there are others. */
  short: (given: number) => `The schedule ends at step ${given}; the rest is the kernel's choice.`,
  lost: (thread: string, step: number, value: number | null, overwrote: number) =>
    `Step ${step}: ${thread} stores ${value} over ${overwrote}, which it has not seen.`,
  letters: (letters: readonly string[]) => letters.join(', '),
  more: (count: number) => `… and ${count} more`,

  heading: { thread: 'thread', where: (step: number) => `at step ${step}` },
  /** `step` was the turn of `thread`, which cannot go. */
  cannotGo: (step: number, thread: string) =>
    `The schedule does not fit the program: at step ${step}, ${thread} cannot go.`,
  over: (step: number, thread: string, hangs: boolean) =>
    `The schedule does not fit the program: at step ${step} it is the turn of ${thread}, but ${hangs ? 'no thread can continue' : 'the program is over'}.`,
  changed:
    'The operations are not those that were recorded: the program or its parameters have changed since, or the schedule has. This is what happens now.',
  /** What a thread does next, or why it does not. */
  could: (phrase: string) => `could go: ${phrase}`,
  next: (phrase: string) => `next: ${phrase}`,
  waits: (phrase: string, holder: string | null) => `waits: ${phrase}${holder === null ? '' : `, held by ${holder}`}`,
  waitsIn: (call: string, object: string | null, holder: string | null) =>
    `waits in ${call}${object === null ? '' : ` for ${object}`}${holder === null ? '' : `, held by ${holder}`}`,
  ended: 'has ended',
  unstarted: 'not started',

  undeclared: 'no declared outcome',
  outcome: (name: string, grade: string) => `${name} (${grade})`,
  noOutcome: {
    complete: 'It came to its end.',
    deadlock: 'No thread can continue.',
    diverged: 'The schedule does not fit.',
    'too-long': 'No outcome: the program has not ended after 10000 steps.',
    polls: 'No outcome: threads read the same again and again, and nothing changes it.',
    'too-many-threads': 'No outcome: it has more than 32 threads.',
    stuck:
      'No outcome: the schedule stood still for 10 s. A thread runs a loop without an operation on shared objects, or does not end.',
    'lost-worker': 'No outcome: a worker was ended in the middle of the schedule.',
  } satisfies Record<ReplayEnding, string>,

  step: {
    title: (position: number, steps: number) => `step ${position} of ${steps}`,
    begin: 'before the first step',
    end: 'the end',
    keys: (isFirst: boolean, isLast: boolean) =>
      [...(isLast ? [] : ['Enter or →: on']), ...(isFirst ? [] : ['b or ←: back']), 'q: leave '].join('   '),
  },
  markdown: { step: 'step', thread: 'thread', does: 'does', at: 'at', source: 'source' },
} as const;
