import { expect, test } from 'vitest';
import * as program from '../../build/programs/queue.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;
const [empty, full, shutDown] = ['Empty: ', 'Full: ', 'ShutDown: '];

test.each([
  ['Queue', program.liveFifo, [2, 1, 3]],
  ['LifoQueue', program.liveLifo, [3, 1, 2]],
  ['PriorityQueue', program.livePriority, [1, 2, 3]],
])('%s: items come out in its order, and it knows how full it is', async (_, main, items) => {
  const { result } = await observe(main);
  expect(result?.seen).toEqual([3, false, [0, true, false, 0], [2, false, false, 2], [3, false, true, 3], full]);
  expect(result?.items).toEqual(items);
  expect(result?.end).toEqual([[0, true, false, 3], empty]);
});

test('its errors have no message, and no base class in common', async () => {
  expect((await observe(program.errorClasses)).result).toEqual(
    ['Empty', 'Full', 'ShutDown'].map((name) => [name, '', true]),
  );
});

test.each([
  ['Queue', program.waitOptionsFifo],
  ['LifoQueue', program.waitOptionsLifo],
  ['PriorityQueue', program.waitOptionsPriority],
])("%s: block and timeout follow Python's rules", async (_, main) => {
  const { result } = await observe(main);
  const negative = "ValueError: 'timeout' must be a non-negative number";
  const noTime = [
    'ValueError: Invalid value NaN (not a number)',
    'OverflowError: timestamp out of range for platform time_t',
    'TypeError: a time is a number of seconds, not a string',
  ];
  const done = (error: string) => [negative, negative, error, error, error, ...noTime];
  expect(result?.emptyGets).toEqual(done(empty));
  expect(result?.fullPuts).toEqual(done(full));
  // Where no thread waits, a negative timeout is still refused, but no other number; a queue on which no thread can wait
  // refuses nothing.
  const idle = [negative, negative, ...Array(5).fill('nothing'), noTime[2]];
  expect(result?.roomyPuts).toEqual(idle);
  expect(result?.fullGets).toEqual(idle);
  expect(result?.puts).toEqual(Array(8).fill('nothing'));
  expect(result?.size).toBe(8);
});

test.each([
  ['Queue', program.waitInVainFifo],
  ['LifoQueue', program.waitInVainLifo],
  ['PriorityQueue', program.waitInVainPriority],
])('%s: a timeout that runs out throws Empty or Full, on time', async (_, main) => {
  const { result } = await observe(main);
  expect(result?.map(({ answer }) => answer)).toEqual([empty, full]);
  for (const [i, timeout] of [0.2, 0.3].entries()) {
    expect(result?.[i]?.seconds).toBeGreaterThan(timeout * 0.6);
    expect(result?.[i]?.seconds).toBeLessThan(timeout * 10);
  }
});

test('options that are not an object are refused, and the call does not wait in their place', async () => {
  const { result } = await observe(program.positionalOptions);
  const refusal = (call: string) => `TypeError: options are given as an object, ${call}, not as a boolean`;
  expect(result).toEqual([refusal('get({ block, timeout })'), refusal('put(item, { block, timeout })'), 0]);
});

test('maxsize is a number of items; 0 or less is no limit; it can be changed', async () => {
  const { result } = await observe(program.maxsizes);
  expect(result?.sizes).toEqual([0, -1, 2, 3, 0, 0]);
  expect(result?.refused).toEqual(
    ['NaN', 'a string'].map((maxsize) => `TypeError: a queue's maxsize is a number of items, not ${maxsize}`),
  );
  expect(result?.shrunk).toEqual([true, full, full, null, 2, null, false]);
  expect(result?.bad).toMatch(/^TypeError/);
});

test.each([
  ['Queue', program.countTasksFifo],
  ['LifoQueue', program.countTasksLifo],
  ['PriorityQueue', program.countTasksPriority],
])('%s: a task is done when taskDone says so, not when it is got, and not twice', async (_, main) => {
  const tooMany = 'ValueError: task_done() called too many times';
  expect((await observe(main)).result).toEqual([tooMany, 2, 0, tooMany, 0, 1]);
});

test.each([
  ['Queue', program.shutDownAloneFifo],
  ['LifoQueue', program.shutDownAloneLifo],
  ['PriorityQueue', program.shutDownAlonePriority],
])(
  '%s: after shutdown no item can be put, and those left can be got, or are thrown away with their tasks',
  async (_, main) => {
    const { result } = await observe(main);
    const tooMany = 'ValueError: task_done() called too many times';
    expect(result?.seen).toEqual([[true, 2, 2], shutDown, shutDown, [1, 2], shutDown, shutDown, shutDown, tooMany]);
    expect(result?.after).toEqual([[true, 0, 1], shutDown, shutDown, null, tooMany, [true, 0, 0]]);
  },
);

test.each([
  ['Queue', program.deliverFifo],
  ['LifoQueue', program.deliverLifo],
  ['PriorityQueue', program.deliverPriority],
])('%s: of 10 000 items by 8 producers for 8 consumers none is lost or doubled', async (kind, main) => {
  const { reason, result } = await observe(main);
  expect(reason).toBe('completed');
  for (const each of result ?? []) {
    expect(each).toMatchObject({ count: 10_000, different: 10_000, left: 0, isTooLong: false });
    // First in, first out: so each consumer sees the items of each producer in their order.
    if (kind === 'Queue') expect(each.isInOrder).toBe(true);
  }
});

test.each([
  ['Queue', program.getInOrderFifo],
  ['LifoQueue', program.getInOrderLifo],
  ['PriorityQueue', program.getInOrderPriority],
])('%s: threads that wait for an item get one in the order in which they came', async (_, main) => {
  expect((await observe(main, virtual)).result).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('three idle consumers get items in turn', async () => {
  expect((await observe(program.roundRobin, virtual)).result).toEqual(Array(5).fill([1, 2, 3]).flat());
});

test('threads that wait for room get it in the order in which they came', async () => {
  expect((await observe(program.putInOrder, virtual)).result).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test.each([
  ['Queue', program.loseToThievesFifo],
  ['LifoQueue', program.loseToThievesLifo],
  ['PriorityQueue', program.loseToThievesPriority],
])('%s: a thread that is woken in vain waits on, with one deadline for all its waits', async (_, main) => {
  // Chance decides whether another thread takes the item that one was woken for: repeat until it has happened.
  for (let inVain = 0, runs = 1; inVain === 0; runs++) {
    expect(runs).toBeLessThan(50);
    const { result } = await observe(main, virtual);
    expect(result).toHaveLength(10);
    for (const { seconds, answer } of result ?? []) {
      expect(seconds).toBeLessThanOrEqual(1.000_001);
      if (answer !== null) expect(seconds).toBeCloseTo(1, 6);
    }
    inVain = result?.filter(({ answer }) => answer === empty).length ?? 0;
  }
});

test.each([
  ['Queue', program.shutDownWhileBlockedFifo],
  ['LifoQueue', program.shutDownWhileBlockedLifo],
  ['PriorityQueue', program.shutDownWhileBlockedPriority],
])('%s: shutdown, immediate or not, releases all threads that are blocked', async (_, main) => {
  const { reason, result } = await observe(main, virtual);
  expect(reason).toBe('completed');
  const blocked = [1, 2, 3, 4, 5].map((time) => `${time} ${shutDown}`);
  expect(result).toEqual([
    [...blocked, 'joined 0', 'joined 0', 'left 0'],
    [...blocked, 'joined 0', 'joined 0'],
  ]);
});

test('a put that waited for room when the queue was shut down does not use the room that there is', async () => {
  const { result } = await observe(program.shutDownWithRoom, virtual);
  const [said, size] = result as [[number, string | null][], number];
  // The thread may have been faster than the shutdown.
  if (said[0]?.[1] === null) expect(size).toBe(1);
  else expect([said, size]).toEqual([[[1, shutDown]], 0]);
});

test('join returns when all work is done, and not before, 20 times of 20', async () => {
  expect((await observe(program.joinWhenDone)).result).toBe(20);
});

test('join waits for tasks that come while it waits', async () => {
  expect((await observe(program.joinFromMany, virtual)).result).toEqual([0, Array(3).fill(['joined', 0])]);
});

test("reprs are Python's", async () => {
  expect((await observe(program.reprs)).result).toEqual([
    '<queue.Queue object at 0xN>',
    '<queue.LifoQueue object at 0xN>',
    '<queue.PriorityQueue object at 0xN>',
  ]);
});
