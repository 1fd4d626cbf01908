import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Warning } from 'pyconc';
import { describe, expect, test } from 'vitest';
import * as program from '../../build/programs/lock-orders.js';
import { observe } from '../observe.js';

const source = fileURLToPath(new URL('../programs/lock-orders.ts', import.meta.url));
const lines = readFileSync(source, 'utf8').split('\n');
const line = (comment: string) => lines.findIndex((text) => text.includes(`// ${comment}`)) + 1;

/** `thread: first, second` for each order of each warning. */
function told(warnings: readonly Warning[] = []) {
  return warnings.map((warning) =>
    warning.code === 'lock-order-inversion'
      ? warning.orders.map(({ thread, first, second }) => `${thread}: ${first.object}, ${second.object}`).sort()
      : warning.code,
  );
}

/** On the virtual clock, sleeps settle which thread comes first. */
const ordersOf = async (main: () => unknown) => told((await observe(main, { speed: 'max' })).warnings);

const twoWays = [['early: red, blue', 'late: blue, red']];

describe('locks that threads take in opposite orders are warned of, although none of them hung', () => {
  test('with the places in the source', async () => {
    const { warnings, reason } = await observe(program.opposite, { speed: 'max' });
    expect(reason).toBe('completed');
    expect(told(warnings)).toEqual(twoWays);
    const [warning] = warnings ?? [];
    for (const { first, second } of warning?.code === 'lock-order-inversion' ? warning.orders : []) {
      for (const [taken, comment] of [
        [first, 'the first lock'],
        [second, 'the second lock'],
      ] as const) {
        expect(taken.at).toMatch(new RegExp(`^${source}:${line(comment)}:\\d+$`));
        expect(taken.source).toBe(lines[line(comment) - 1]?.trim());
      }
    }
  });

  test('also with an RLock, which counts once however often it is taken', async () => {
    expect(await ordersOf(program.overRLock)).toEqual([['early: again, blue', 'late: blue, again']]);
  });

  test('also if the first of the two was taken by a try', async () => {
    expect(await ordersOf(program.oppositeWithTriedFirst)).toEqual(twoWays);
  });

  test('also if only one thread holds a third lock', async () => {
    expect(await ordersOf(program.gateOfOne)).toEqual(twoWays);
  });

  test('of three threads with three locks', async () => {
    expect(await ordersOf(program.ring)).toEqual([['ring 0: red, blue', 'ring 1: blue, green', 'ring 2: green, red']]);
  });

  test('also if the run hangs in another place', async () => {
    const { warnings, reason } = await observe(program.andThenHang, { speed: 'max' });
    expect(reason).toBe('hung');
    expect(told(warnings)).toEqual(twoWays);
  });

  test('also of a daemon that has ended', async () => {
    expect(await ordersOf(program.daemon)).toEqual([['MainThread: blue, red', 'daemon: red, blue']]);
  });
});

describe('no warning', () => {
  test.each([
    ['under a lock that both hold', program.underOneGate],
    ['after an event', program.byEvent],
    ['after an event that is polled', program.byPolledEvent],
    ['after an event that a thread waits for between its two locks', program.byEventWithin],
    ['after an item of a queue', program.byQueue],
    ['after an item of a list', program.byList],
    ['after a permit', program.bySemaphore],
    ['after a barrier', program.byBarrier],
    ['after a notification', program.byCondition],
    ['after a flag', program.byFlag],
    ['after a flag that its thread has often stored', program.byFlagOfMany],
    ['after a flag that its thread has often loaded', program.byFlagSeenOften],
    ['after a flag that the other has often loaded', program.byFlagAfterManyLoads],
    ['after a lock of processes', program.byProcessLock],
    ['after a join', program.byJoin],
    ['after isAlive', program.byIsAlive],
    ['before a start', program.byStart],
    ['after a lock that another thread has released', program.byForeignRelease],
    ['after a lock whose holder has waited for the first thread', program.byHeldLock],
    ['after one of the two, whose holder has started the thread', program.byOwnLock],
    ['in a ring, after a lock whose holder has waited for the first thread', program.ringByHeldLock],
    ['after looking whether it is locked', program.byLooking],
    ['after looking whether an RLock is locked', program.byLookingAtRLock],
    ['after a failed try', program.byFailedTry],
    ['after a failed try of an RLock', program.byFailedTryOfRLock],
    ['after an event that was waited for', program.byAwaitedEvent],
    ['after an event is cleared', program.byClear],
    ['after a queue is shut down', program.byShutdown],
    ['after a queue gets a limit', program.byLimit],
    ['after a flag that is shown as text', program.byFlagAsText],
    ['after a lock whose holder has set an event', program.byGateAfterEvent],
    ['of the action of a barrier', program.byBarrierAction],
    ['after counting the threads', program.byActiveCount],
    ['after a join, of the thread that joins', program.byJoinOfOne],
    ['if one thread gives up at once', program.byTry],
    ['if one thread gives up after a while', program.byTimeout],
    ['if no thread holds both', program.neverBoth],
    ['if one thread does it both ways', program.byOneThread],
    ['of the same order', program.sameOrder],
  ])('%s', async (_, main) => {
    const { reason, warnings } = await observe(main, { speed: 'max' });
    expect({ reason, warnings: told(warnings) }).toEqual({ reason: 'completed', warnings: [] });
  });
});
