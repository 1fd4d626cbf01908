import { expect, test } from 'vitest';
import * as program from '../../build/programs/items.js';
import { observe } from '../observe.js';

test('any value that can be cloned goes through a queue, and a list, as a copy', async () => {
  const { result, error } = await observe(program.copyAll);
  expect(error).toBeUndefined();
  expect(result?.wrong).toEqual([]);
  expect(result?.count).toBeGreaterThan(50);
});

test('it arrives in another thread as it was', async () => {
  expect((await observe(program.thereAndBack)).result).toEqual([]);
});

test('an item that refers to one object twice, or to itself, still does', async () => {
  expect((await observe(program.identities)).result).toEqual([true, true, true, true, true]);
});

test('an item that cannot be copied fails in put and changes nothing; in a full queue, too, at once', async () => {
  const { reason, result } = await observe(program.refuse);
  expect(reason).toBe('completed');
  const ofGetter = result?.names.pop();
  for (const [name, ...errors] of result?.names ?? [])
    expect(errors, name).toEqual([expect.stringMatching(/^TypeError: /)]);
  expect(ofGetter).toEqual(['getter that throws', 'Error: the getter fails']);
  expect(result?.sizes).toEqual([0, 1, 0, 0]);
  expect(result?.unfinished).toEqual([0, 1]);
});

test('a shared object arrives as itself, alone or in an item', async () => {
  const { result } = await observe(program.passShared);
  expect(result).toEqual({ effects: [true, true, 3, 1, true, 7, 'x'], same: true });
});

test('shared objects keep their places in an item, and the rest of it stays what it was', async () => {
  const { result } = await observe(program.passDeep);
  expect(result).toEqual({
    plain: { n: 1 },
    list: true,
    map: true,
    set: true,
    others: [String(new Date(0)), '1,2'],
    queue: true,
    self: true,
    untouched: true,
  });
});

test('a thread that is started goes through a queue, and can be joined where it comes out', async () => {
  const { result } = await observe(program.passThreads);
  expect(result).toEqual({
    name: true,
    ident: true,
    isAlive: false,
    me: ['MainThread', '<_MainThread(MainThread, started 1)>', 'RuntimeError: cannot join current thread'],
    timer: true,
  });
});
