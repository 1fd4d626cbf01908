import { expect, test } from 'vitest';
import * as program from '../../build/programs/queue-memory.js';
import { observe } from '../observe.js';

test('512 MiB in all go through an arena of 32 MiB: items that are taken out make room', async () => {
  const { result, error } = await observe(program.passMuch, { arena: 32 });
  expect(error).toBeUndefined();
  expect(result).toBe(512);
});

test('so they do when many threads put and get items of many sizes', async () => {
  const { result, error } = await observe(program.churnTogether, { arena: 8 });
  expect(error).toBeUndefined();
  expect(result).toBe(2000);
});

test.each([
  ['Queue of texts', program.fillWithTexts],
  ['LifoQueue of texts', program.fillStackWithTexts],
  ['PriorityQueue of texts', program.fillHeapWithTexts],
  ['Queue of numbers', program.fillWithNumbers],
  ['LifoQueue of numbers', program.fillStackWithNumbers],
  ['Queue of objects', program.fillWithObjects],
  ['PriorityQueue of tuples', program.fillHeapWithTuples],
])('a %s without limit ends where the arena does, and nothing is lost', async (_, main) => {
  const { reason, result } = await observe(main, { arena: 4 });
  expect(reason).toBe('completed');
  expect(result).toEqual({
    error: 'MemoryError: the arena is f',
    facts: [true, true, true],
    again: null,
    isWhole: true,
  });
});

test('an item too large for the arena fails before its queue is looked at', async () => {
  const { result } = await observe(program.failWithoutRoom, { arena: 16 });
  expect(result).toEqual({ early: 'MemoryError', first: 1, log: ['put'], size: 1, unfinished: 2 });
});
