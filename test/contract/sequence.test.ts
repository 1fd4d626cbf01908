/** Runs say whether their threads could not meet: each was joined before the next was started. */
import { expect, test } from 'vitest';
import * as program from '../../build/programs/sequence.js';
import { observe } from '../observe.js';

test('the result and the last event say that each thread was joined before the next was started', async () => {
  const run = await observe(program.joinedInTurn);
  expect(run.sequential).toBe(true);
  expect(run.events.at(-1)).toMatchObject({ type: 'run.end', sequential: true });
});

const { joinedAfterwards, startedLater, joinedInVain, startedByOneAnother, oneOnly, none } = program;

test.each([joinedAfterwards, startedLater, joinedInVain, startedByOneAnother, oneOnly, none])(
  'they do not say so of threads that might have met, or of fewer than two: $name',
  async (main) => {
    const run = await observe(main, { speed: 'max' });
    expect(run.reason).toBe('completed');
    expect(run).not.toHaveProperty('sequential');
  },
);

test('the verdict on one run does not carry over to the next', async () => {
  expect((await observe(program.joinedInTurn)).sequential).toBe(true);
  expect((await observe(program.joinedAfterwards)).sequential).toBeUndefined();
  expect((await observe(program.joinedInTurn)).sequential).toBe(true);
});
