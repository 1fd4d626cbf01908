import { expect, test } from 'vitest';
import * as program from '../../build/programs/fields.js';
import { endings, observe } from '../observe.js';

test('once a subclass is joined, its fields are as its run left them, of any type; the others are unchanged', async () => {
  const { result, reason } = await observe(program.join);
  expect(reason).toBe('completed');
  expect(result?.fields).toEqual({
    numbers: [1, 2, 3],
    total: 3,
    flag: 'changed by the starter',
    seen: new Map([['total', 3]]),
    extra: [undefined, Number.NaN, 1n],
    item: { when: new Date(0), bytes: Uint8Array.of(1, 2) },
    isDone: true,
  });
  expect(result?.same).toEqual([true, true, false]);
});

test('after isAlive() has returned false they are there, too', async () => {
  expect((await observe(program.askWhetherAlive)).result).toBe(3);
});

test('while the thread lives, they are unchanged', async () => {
  const start = 'at the start';
  expect((await observe(program.joinInTime)).result).toEqual([start, start, 'true', start, 'at the end']);
});

test('however the thread ends, they are brought back', async () => {
  const run = await observe(program.leaveInEachWay);
  expect(run.result).toEqual([1, 1, 2]);
  expect(Object.values(endings(run))).toEqual(['returned', 'exception', 'exit', 'returned']);
});

test('a field that cannot be copied throws when it is read, and can be set', async () => {
  const { result } = await observe(program.readUncopied);
  const refusal = /^TypeError: the field callback, as run\(\) left it, cannot be passed to another thread: /;
  expect(result).toEqual([1, expect.stringMatching(refusal), 1, 'mine']);
});

test('the next thread of the slot does not change them', async () => {
  expect((await observe(program.joinLate)).result).toBe(true);
  expect((await observe(program.joinMuchLater)).result).toBe(true);
});

test('where there is no memory for them, the thread fails', async () => {
  const run = await observe(program.fillArena, { arena: 2 });
  expect(run.logs).toEqual(['MemoryError']);
  expect(run.threads[1]?.error?.type).toBe('MemoryError');
  expect(run.result).toEqual([0, '']);
});

test('they take no memory after they have come back', async () => {
  expect((await observe(program.startOften, { arena: 1 })).result).toBe('all');
});
