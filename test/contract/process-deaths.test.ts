import { expect, test } from 'vitest';
import * as program from '../../build/programs/process-deaths.js';
import { observe } from '../observe.js';
import { isSoak } from '../soaking.js';

const free = {
  lock: true,
  rlock: true,
  get: 'for the living',
  put: 'there is room',
  value: true,
  join: 'nothing to take',
};
type What = keyof typeof free;
const all = Object.keys(free) as What[];

// Each way of ending with some ways of waiting, and the way in which most can go wrong with all; in the soak all with all.
const ways: readonly [way: string, main: () => unknown, exitcode: number, whats: readonly What[]][] = [
  ['with a message to it on its way', program.killStopped, -9, all],
];
const inPart: typeof ways = [
  ['by terminate()', program.terminateSome, -15, ['rlock', 'get', 'value']],
  ['by kill()', program.killSome, -9, ['lock', 'get', 'put']],
  ['with the parent of the one that waits', program.killSomeGrandparents, -9, ['lock', 'get', 'join']],
];
const inFull: typeof ways = [
  ['by terminate()', program.terminateAll, -15, all],
  ['by kill()', program.killAll, -9, all],
  ['with the parent of the one that waits', program.killGrandparents, -9, all],
];

test.each([...ways, ...(isSoak ? inFull : inPart)])(
  'a lock or an item given to a process that is ended %s goes to the others',
  async (_, main, exitcode, whats) => {
    const { result } = await observe(main);
    const isThere = Object.fromEntries(whats.map((what) => [what, free[what]]));
    expect(result).toEqual([whats.map(() => exitcode), isThere, true]);
  },
);

test('items given to processes that end come back in their old order', async () => {
  expect((await observe(program.lostInOrder)).result).toEqual([1, 2, 3]);
});

test('a lock given to a process that ends goes to the next in line', async () => {
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
