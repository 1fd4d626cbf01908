import { expect, test } from 'vitest';
import * as program from '../../build/programs/common-objects.js';
import { observe } from '../observe.js';

test('a lock’s repr shows its owner as far as Python’s does', async () => {
  const { result } = await observe(program.lockReprs);
  expect(result).toEqual({
    free: ['<Lock(owner=None)>', '<RLock(None, 0)>'],
    held: ['<Lock(owner=Process-1)>', '<RLock(Process-1, 2)>'],
    seen: ['<Lock(owner=SomeOtherProcess)>', '<RLock(SomeOtherProcess, nonzero)>'],
    mine: ['<Lock(owner=MainProcess)>', '<RLock(MainProcess, 1)>'],
    byThread: ['<Lock(owner=SomeOtherThread)>', '<RLock(SomeOtherThread, nonzero)>'],
  });
});

test('a free lock cannot be released, and an RLock only by its owner; a Lock by any thread', async () => {
  const { result } = await observe(program.releaseErrors);
  const notOwned = 'AssertionError: attempt to release recursive lock not owned by thread';
  const tooOften = 'ValueError: semaphore or lock released too many times';
  expect(result).toEqual([tooOften, notOwned, notOwned, true, tooOften]);
});

test('a timeout ends on time, a negative one at once, and no number is refused', async () => {
  const { result, seconds } = await observe(program.timeouts);
  const refused = 'TypeError: a time is a number of seconds, not a string';
  expect(result).toEqual([false, false, false, false, false, false, refused, true, true]);
  expect(seconds).toBeGreaterThan(0.12);
});

test('one thread of one process at a time holds a lock', async () => {
  expect((await observe(program.exclude)).result).toBe(100);
});

test('threads get a lock in the order in which they came', async () => {
  expect((await observe(program.inOrder, { speed: 'max' })).result).toEqual([1, 2, 3]);
});

test('a queue with a limit is full at it, and an empty one is empty', async () => {
  const { result } = await observe(program.queueLimits);
  expect(result).toEqual([
    2,
    true,
    false,
    'Full: ',
    'Full: ',
    'Full: ',
    1,
    2,
    true,
    'Empty: ',
    'Empty: ',
    'Empty: ',
    'Empty: ',
    expect.stringMatching(/^TypeError: the item cannot be passed to another process: .*could not be cloned/),
    0,
  ]);
});

test('a put into a full queue waits for a get', async () => {
  expect((await observe(program.bounded)).result).toEqual([Array.from({ length: 20 }, (_, i) => i), true]);
});

test('a closed queue is closed for its process', async () => {
  const queue = '<multiprocessing.queues.Queue object at 0x…>';
  expect((await observe(program.closed)).result).toEqual([
    `AssertionError: Queue ${queue} not closed`,
    `ValueError: Queue ${queue} is closed`,
    `ValueError: Queue ${queue} is closed`,
    queue,
    '<multiprocessing.queues.JoinableQueue object at 0x…>',
  ]);
});

test('any value that can be cloned passes through a queue, and shared objects as themselves', async () => {
  const { result } = await observe(program.items);
  expect(result?.same).toEqual(result?.sent);
  expect(result?.queued).toBe(result?.sent.length);
});

test('a joinable queue is joined once all tasks are done', async () => {
  expect((await observe(program.joinable)).result).toEqual([
    Array.from({ length: 30 }, (_, i) => i),
    'ValueError: task_done() called too many times',
  ]);
});

test('of many items by many processes none is lost or doubled, and those of each come in order', async () => {
  expect((await observe(program.manyItems)).result).toEqual([true, true]);
});

test('a value keeps to its type', async () => {
  expect((await observe(program.valueErrors)).result).toEqual([
    -(2 ** 31),
    0.75,
    "TypeError: a Value's typecode is 'i' (32-bit integer) or 'd' (double), not x",
    "TypeError: a Value of typecode 'i' holds whole numbers, not 0.5",
    'TypeError: a Value is a number, not a string',
    "<Value counter ('i', 0)>",
    "<Value ('d', 0.75)>",
  ]);
});

test('a value’s lock keeps others from reading and writing it', async () => {
  const { result, logs } = await observe(program.valueLock, { speed: 'max' });
  expect(result).toEqual([true, 0, 5, '<RLock(None, 0)>']);
  expect(logs).toEqual(['sets', 'has set']);
});
