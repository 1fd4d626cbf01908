import { expect, test } from 'vitest';
import * as program from '../../build/programs/simple-queue.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;

test('items come out first in, first out, and put never waits', async () => {
  expect((await observe(program.live)).result).toEqual({
    before: [true, 0, 'Empty: '],
    during: [false, 3],
    items: [1, 2, 3],
    after: true,
  });
});

test('it has no limit, no tasks and no shutdown', async () => {
  expect((await observe(program.lacks)).result).toEqual([]);
});

test("block and timeout follow Python's rules, and it takes nothing but a name", async () => {
  const negative = "ValueError: 'timeout' must be a non-negative number";
  expect((await observe(program.waitOptions)).result).toEqual({
    empty: [
      negative,
      'Empty: ',
      'Empty: ',
      'ValueError: Invalid value NaN (not a number)',
      'OverflowError: timestamp out of range for platform time_t',
    ],
    negative,
    size: 1,
    bad: 'TypeError: a SimpleQueue has no limit: it takes nothing but a name',
  });
});

test('a timeout that runs out is Empty, in time', async () => {
  const { result } = await observe(program.waitInVain);
  expect(result?.answer).toBe('Empty: ');
  expect(result?.seconds).toBeGreaterThan(0.12);
  expect(result?.seconds).toBeLessThan(2);
});

test.each([
  ['wait', program.deliverToPatient],
  ['wait briefly', program.deliverToHasty],
  ['do not wait', program.deliverToImpatient],
])('of 10 000 items by 8 producers for 8 consumers that %s none is lost or doubled', async (_, main) => {
  const { reason, result } = await observe(main);
  expect(reason).toBe('completed');
  expect(result).toEqual({ count: 10_000, different: 10_000, left: 0, isInOrder: true });
});

test('waiting threads get items in the order in which they came', async () => {
  expect((await observe(program.inTurn, virtual)).result).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});

test('the diagnosis of an endless wait names the queue', async () => {
  const { reason, diagnosis } = await observe(program.waitForever);
  expect(reason).toBe('hung');
  expect(diagnosis?.waiting).toMatchObject([{ thread: 'MainThread', call: 'SimpleQueue.get', object: 'replies' }]);
});

test("its repr is Python's", async () => {
  expect((await observe(program.repr)).result).toBe('<_queue.SimpleQueue object at 0xN>');
});
