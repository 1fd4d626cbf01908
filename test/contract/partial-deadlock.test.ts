import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PartialDeadlockEvent, RunOptions } from 'pyconc';
import { describe, expect, test } from 'vitest';
import * as program from '../../build/programs/partial-deadlock.js';
import { type Observed, observe } from '../observe.js';

const SPEEDS = [1, 'max'] as const;

const told = ({ events }: Observed<unknown>) =>
  events.filter((event): event is PartialDeadlockEvent => event.type === 'warning' && event.code === 'deadlock');

/** Runs a program that never ends, and stops it once it has told of a deadlock. */
async function untilTold(main: () => unknown, options: RunOptions = {}) {
  const stopping = new AbortController();
  const run = await observe(main, {
    ...options,
    signal: stopping.signal,
    onEvent(event) {
      if (event.type === 'warning') stopping.abort();
    },
  });
  expect(run.reason).toBe('interrupted');
  expect(told(run)).toHaveLength(1);
  const { code, diagnosis } = told(run)[0] as PartialDeadlockEvent;
  expect(run.warnings).toEqual([{ code, diagnosis }]);
  return diagnosis;
}

const lines = readFileSync(fileURLToPath(new URL('../programs/partial-deadlock.ts', import.meta.url)), 'utf8').split(
  '\n',
);

describe.each(SPEEDS)('speed %s', (speed) => {
  test('two threads that wait for each other are told while a third one goes on', async () => {
    const { cycle, waiting } = await untilTold(program.besideHeart, { speed });
    expect(cycle).toEqual(['A', 'B']);
    expect(waiting.map(({ thread, call, object, heldBy }) => [thread, call, object, heldBy])).toEqual([
      ['MainThread', 'Thread.join', 'A', 'A'],
      ['A', 'Lock.acquire', 'second', 'B'],
      ['B', 'Lock.acquire', 'first', 'A'],
    ]);
    for (const { at, source } of waiting.slice(1)) {
      expect(lines[Number(at?.split(':')[1]) - 1]?.trim()).toBe(source);
      expect(source).toContain('// the line of the wait');
    }
  });

  test('so is a ring of three, and a thread that waits for one of them', async () => {
    const { cycle, waiting } = await untilTold(program.ring, { speed });
    expect(cycle).toEqual(['A', 'B', 'C']);
    expect(waiting.map(({ thread, object }) => [thread, object])).toEqual([
      ['MainThread', 'A'],
      ['A', 'second'],
      ['B', 'third'],
      ['C', 'first'],
      ['bystander', 'first'],
    ]);
  });

  test('so are threads of which one waits for the end of the other', async () => {
    const { cycle, waiting } = await untilTold(program.joined, { speed });
    expect(cycle?.toSorted()).toEqual(['joining', 'waiting']);
    expect(waiting.map(({ thread, call }) => [thread, call])).toContainEqual(['joining', 'Thread.join']);
  });

  test('so is a thread that waits for itself', async () => {
    const { cycle, waiting } = await untilTold(program.alone, { speed });
    expect(cycle).toEqual(['twice']);
    expect(waiting).toContainEqual(expect.objectContaining({ thread: 'twice', object: 'first', heldBy: 'twice' }));
  });

  test.each([program.heldAsleep, program.withTimeout, program.longQueue, program.takeTurns])(
    'threads that will go on are not: %o',
    async (main) => {
      const run = await observe(main, { speed });
      expect(run.reason).toBe('completed');
      expect(told(run)).toEqual([]);
      expect(run).not.toHaveProperty('warnings');
    },
  );

  test('when another thread releases a lock of the cycle, that is told, too, and the result knows it', async () => {
    const run = await observe(program.releasedByAnother, {
      speed,
      onEvent(event) {
        if (event.type === 'warning') program.stop.value = 1;
      },
    });
    expect(told(run).map(({ resolved }) => resolved)).toEqual([undefined, true]);
    const { code, diagnosis, resolved } = told(run)[1] as PartialDeadlockEvent;
    expect(told(run)[0]?.diagnosis).toEqual(diagnosis);
    expect(diagnosis.cycle).toEqual(['A', 'B']);
    expect(run.warnings).toEqual([{ code, diagnosis, resolved }]);
  });

  test('what a run that is cut short says of its threads is not said twice', async () => {
    const run = await observe(program.besideHeart, { speed, timeout: 3 });
    expect(run.reason).toBe('timeout');
    expect(told(run).length).toBeLessThan(2);
    expect(run.diagnosis?.cycle).toEqual(['A', 'B']);
    expect(run).not.toHaveProperty('warnings');
  });
});

test('daemons that are left in a cycle are told at the end, however soon that comes', async () => {
  const run = await observe(program.daemonsLeft, { speed: 'max' });
  expect(run.reason).toBe('completed');
  expect(run.warnings).toEqual([{ code: 'deadlock', diagnosis: expect.objectContaining({ cycle: ['A', 'B'] }) }]);
  expect(told(run)).toHaveLength(1);
  expect(run.events.at(-1)?.type).toBe('run.end');
  expect(run.events.at(-1)).toHaveProperty('warnings', run.warnings);
});

test('two cycles are told as two', async () => {
  const run = await observe(program.twoCycles, { speed: 'max' });
  expect(run.warnings?.map((each) => each.code === 'deadlock' && each.diagnosis.cycle).toSorted()).toEqual([
    ['A', 'B'],
    ['C', 'D'],
  ]);
});

test('a run that hangs has its diagnosis only', async () => {
  const run = await observe(program.allStuck);
  expect(run.reason).toBe('hung');
  expect(run.diagnosis?.cycle).toEqual(['A', 'B']);
  expect(run).not.toHaveProperty('warnings');
});

test('a deadlock in another process is told by the first one', async () => {
  const { cycle, waiting } = await untilTold(program.inChild);
  expect(cycle).toEqual(['child/A', 'child/B']);
  expect(waiting.map(({ process, thread }) => [process, thread])).toEqual([
    ['child', 'A'],
    ['child', 'B'],
  ]);
});
