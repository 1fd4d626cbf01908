/** Runs random threads with one seed after another, in all ways to run a program, and checks the invariants. */
import { expect } from 'vitest';
import { main } from '../build/programs/thread-fuzz.js';
import { observe } from './observe.js';

const starts = ['aligned', 'together', 'free'] as const;
const speeds = ['max', 20, 'max', 1] as const;

export async function threadFuzz(seed: number): Promise<void> {
  const settings = {
    seed,
    start: starts[seed % 3],
    speed: speeds[seed % 4],
    trace: seed % 5 === 0 ? 'ops' : 'log',
  } as const;
  const run = await observe(main, settings);
  const facts = { ...settings, reason: run.reason, diagnosis: run.diagnosis, error: run.error };
  expect(facts).toEqual({ ...settings, reason: 'completed', diagnosis: undefined, error: undefined });
  expect(run.result?.counted).toEqual(run.result?.done);
  expect(run.result?.locked).toEqual([false, false, false]);
  expect(run.logs).toHaveLength(run.result?.lines ?? -1);
  expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index + 1));
  expect(run.threads.every(({ end }) => end === 'returned')).toBe(true);
}
