import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObjectAddress } from '../../src/runtime/memory/address.js';
import { type FoundOperation, findLostUpdate } from '../../src/runtime/tracing/lost-update.js';
import { type LoggedOperation, MOST, type ThreadLog } from '../../src/runtime/tracing/race-log.js';
import '../seed.js';

const AT = 64 as ObjectAddress;

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An operation that took place, in the one order of all. */
interface Done {
  readonly ident: number;
  readonly op: 'load' | 'store';
  readonly number: number;
}

interface Actor {
  readonly ident: number;
  readonly add: number;
  readonly log: LoggedOperation[];
  left: number;
  /** The next step of an update, and the number it has loaded. */
  step: 'ticket' | 'load' | 'store' | 'end';
  ticket: number;
  seen: number;
  open: LoggedOperation | undefined;
}

/** Threads that add to a value in some order of their steps; all of them are logged as in `race-log.ts`. */
function play(adds: readonly number[], updates: number, choose: (count: number) => number) {
  const done: Done[] = [];
  let [number, tickets] = [0, 0];
  const actors = adds.map(
    (add, n): Actor => ({
      ident: n + 1,
      add,
      log: [],
      left: updates,
      step: 'ticket',
      ticket: 0,
      seen: 0,
      open: undefined,
    }),
  );
  const advance = (actor: Actor) => {
    const isLogged = actor.log.length < MOST;
    const { ident } = actor;
    switch (actor.step) {
      case 'ticket':
        if (isLogged) actor.ticket = ++tickets;
        actor.step = 'load';
        break;
      case 'load':
        actor.seen = number;
        done.push({ ident, op: 'load', number });
        if (isLogged) actor.log.push(logged('load', number, NaN, actor.ticket));
        actor.step = 'store';
        break;
      case 'store': {
        const overwritten = number;
        number = actor.seen + actor.add;
        done.push({ ident, op: 'store', number });
        actor.open = isLogged ? logged('store', number, overwritten, Infinity) : undefined;
        if (actor.open) actor.log.push(actor.open);
        actor.step = 'end';
        break;
      }
      case 'end':
        if (actor.open) actor.log[actor.log.length - 1] = { ...actor.open, ticket: ++tickets };
        actor.left--;
        actor.step = 'ticket';
        break;
    }
  };
  for (let busy = actors; busy.length > 0; busy = actors.filter(({ left }) => left > 0)) {
    const actor = busy[choose(busy.length)] as Actor;
    // Now and then a thread has the processor for itself.
    for (let steps = choose(8) === 0 ? choose(400) : choose(6); steps >= 0 && actor.left > 0; steps--) advance(actor);
  }
  return {
    done,
    logs: actors.map(({ ident, log }): ThreadLog => ({ ident, operations: log, isFull: false })),
  };
}

function logged(op: 'load' | 'store', number: number, overwritten: number, ticket: number): LoggedOperation {
  return { at: AT, op, number, overwritten, ticket, site: undefined };
}

/** True if the operations took place in this way; two loads of the same number may be told in either order. */
function isTrue(operations: readonly FoundOperation[], done: readonly Done[]): boolean {
  const swapped = operations.flatMap((second, n) => {
    const first = operations[n - 1];
    if (first?.op !== 'load' || second.op !== 'load' || first.number !== second.number) return [];
    const one = { ...second, isAfterOthers: first.isAfterOthers };
    return [operations.with(n - 1, one).with(n, { ...first, isAfterOthers: false })];
  });
  return [operations, ...swapped].some((each) => isDone(each, done));
}

/** True if they took place in that order, directly one after the other where no others are admitted. */
function isDone(operations: readonly FoundOperation[], done: readonly Done[]): boolean {
  const isRow = (row: FoundOperation, n: number) => {
    const { ident, op, number } = done[n] as Done;
    return (row.ident === 0 || row.ident === ident) && row.op === op && row.number === number;
  };
  // Backwards from each store that may be the last one.
  const fits = (row: number, from: number): boolean => {
    if (row < 0) return true;
    const later = operations[row + 1] as FoundOperation;
    for (let n = from - 1; n >= 0; n--) {
      if (isRow(operations[row] as FoundOperation, n) && fits(row - 1, n)) return true;
      if (done[n]?.op === 'store' && !later.isAfterOthers) return false;
    }
    return false;
  };
  const last = operations.length - 1;
  return done.some((_, n) => isRow(operations[last] as FoundOperation, n) && isLost(done, n) && fits(last - 1, n));
}

/** True if the store at `n` has overwritten another one that came after its thread's load. */
function isLost(done: readonly Done[], n: number): boolean {
  const { ident } = done[n] as Done;
  const load = done.findLastIndex((each, m) => m < n && each.ident === ident && each.op === 'load');
  return done.some(({ op }, m) => m > load && m < n && op === 'store');
}

describe('each lost update that is found has happened', () => {
  test.each([
    ['two threads, up and down', [1, -1]],
    ['two threads that both add', [1, 1]],
    ['three threads', [1, -1, 1]],
    ['four threads', [1, 1, -1, -1]],
  ])('%s', (_, adds) => {
    let found = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(2, 5, 20, 60), (seed, updates) => {
        const next = randomFrom(seed);
        const { done, logs } = play(adds, updates, (count) => Math.floor(next() * count));
        const loss = findLostUpdate(logs, false);
        if (!loss) return true;
        found++;
        return isTrue(loss.operations, done);
      }),
      { numRuns: 400 },
    );
    // Schedules are made from seeds, and many of them lose something.
    expect(found).toBeGreaterThan(100);
  });
});

test('where each load sees the last store there is nothing to find', () => {
  const { logs } = play([1, -1, 1], 20, () => 0);
  expect(findLostUpdate(logs, false)).toBeNull();
  expect(findLostUpdate(logs.slice(0, 1), false)).toBeUndefined();
});
