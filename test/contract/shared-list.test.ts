import { expect, test } from 'vitest';
import * as program from '../../build/programs/shared-list.js';
import { observe } from '../observe.js';

test('all items that 8 threads append at once are there, those of each thread in its order', async () => {
  expect((await observe(program.appendTogether)).result).toEqual([8000, 8000, true]);
});

test('an item that 4 threads pop at once, from either end, is popped once', async () => {
  expect((await observe(program.popTogether)).result).toEqual([4000, 4000, 0]);
});

test('an item is read whole while others take it', async () => {
  expect((await observe(program.readWhileOthersTake)).result).toEqual([[], 1]);
});

test('an index counts from the start, or from the end if it is negative', async () => {
  const { result } = await observe(program.indices);
  expect(result).toEqual({ read: ['a', 'e', 'e', 'a'], popped: ['e', 'a', 'c', 'b'], left: ['d'] });
});

test("an index outside the list is an IndexError in Python's words, and one that is not a whole number a TypeError", async () => {
  const { result } = await observe(program.outside);
  const [empty, pop, at] = ['pop from empty list', 'pop index out of range', 'list index out of range'].map(
    (message) => `IndexError: ${message}`,
  );
  expect(result?.empty).toEqual([empty, empty, at]);
  expect(result?.beyond).toEqual([pop, pop, at, at]);
  expect(result?.strange.flat()).toEqual(
    ['0.5', '0.5', 'NaN', 'NaN', 'a string', 'a string'].map(
      (index) => `TypeError: an index is a whole number, not ${index}`,
    ),
  );
  expect(result?.left).toEqual(['only']);
});

test('items are copied when they are appended and whenever they are read', async () => {
  expect((await observe(program.copies)).result).toEqual([[1, 3], [1], [1]]);
});

test('a shared object in it, or in an item of it, is that object', async () => {
  expect((await observe(program.sharedObjects)).result).toEqual([true, true, true]);
});

test('an item that cannot be copied is refused, and the list is unchanged', async () => {
  const { result } = await observe(program.refuse);
  expect(result).toEqual([Array(4).fill('TypeError'), ['before']]);
});

test('when the arena is full nothing is lost, and items that are taken out make room', async () => {
  const { result } = await observe(program.fillUp, { arena: 8 });
  expect(result).toEqual({
    error: 'MemoryError: the arena is full: all of its 8 MiB are in use;',
    isWhole: true,
    empty: 0,
    isAsMany: true,
  });
});

test('clear removes all items', async () => {
  expect((await observe(program.clear)).result).toEqual(['new']);
});

test('it shows its items, as Python’s lists do', async () => {
  const text = "['a', 1, null, [ 1, 'b' ], { c: 2 }]";
  expect((await observe(program.texts)).result).toEqual([text, text, JSON.stringify({ list: text }), '[]']);
});

test('a test and a pop are two steps: another thread may come between', async () => {
  const { reason, result } = await observe(program.checkThenAct);
  expect(reason).toBe('completed');
  // With the start line aligned, both look before either pops.
  expect(result).toBeGreaterThan(0);
});

test('an item is read and set by its index, negative ones from the end', async () => {
  const { result } = await observe(program.byIndex);
  expect(result).toEqual({
    read: ['a', 'c', 'c'],
    written: ['A', 'B', 'C'],
    isAsItWas: true,
    name: undefined,
    errors: [
      'IndexError: list index out of range',
      'IndexError: list index out of range',
      'IndexError: list assignment index out of range',
      'TypeError: an index is a whole number, not 0.5',
      expect.stringMatching(/^TypeError: /),
    ],
    left: ['A', 'B', 'C'],
  });
});

test('insert and remove do as Python’s', async () => {
  const { result } = await observe(program.insertAndRemove);
  expect(result).toEqual([
    24,
    ['first', 'a', 19, 18],
    ['first', 'a', 'between', 'b'],
    'ValueError: list.remove(x): x not in list',
    4,
  ]);
});

test('items are equal by value, shared objects by identity', async () => {
  const { result } = await observe(program.equality);
  expect(result).toEqual({ at: [0, -1, 1, 2, -1, 3, -1, 4, -1, 5, 6, -1, 7], has: true });
});

test('it is iterated by index, as it is at each step', async () => {
  expect((await observe(program.iterate)).result).toEqual([[0, 1, 3, 4, 5], [1, 2, 3, 4, 5], 5]);
});

test('replaced items make room', async () => {
  const { reason, result } = await observe(program.replaceTogether, { arena: 2 });
  expect({ reason, result }).toEqual({ reason: 'completed', result: true });
});
