import { expect, test } from 'vitest';
import * as program from '../../build/programs/process-deaths.js';
import { observe } from '../observe.js';

const free = [true, true, null, null, true, true];

test.each([
  ['by terminate()', program.terminateAll, -15],
  ['by kill()', program.killAll, -9],
  ['with what it was given on its way', program.killStopped, -9],
  ['with the parent of the one that waits', program.killGrandparents, -9],
])('what is given to a process that is ended %s goes to the others', async (_, main, exitcode) => {
  const { result } = await observe(main);
  expect(result).toEqual([Array(6).fill(exitcode), ...free]);
});

test('items that ended processes were given come back in their old order', async () => {
  expect((await observe(program.lostInOrder)).result).toEqual([1, 2, 3]);
});

test('a lock that an ended process was given goes to the next in line', async () => {
  expect((await observe(program.nextInLine)).result).toEqual([0, 'has waited']);
});

test('a lock that a process has taken before it is killed stays taken', async () => {
  expect((await observe(program.heldByTheKilled)).result).toEqual([-9, false]);
});

test('an item is not given to a thread that has ended', async () => {
  expect((await observe(program.endWaitingThread)).result).toEqual([0, 'an item']);
});

test('an item that its getter has no room for stays in the queue', async () => {
  const { result } = await observe(program.tooLarge, { arena: 1 });
  expect(result).toEqual([expect.stringMatching(/^MemoryError: the arena is full/), [true, true, 0], 300_000, 'small']);
});
