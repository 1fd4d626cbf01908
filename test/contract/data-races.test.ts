import type { DataRace } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/data-races.js';
import { observe } from '../observe.js';

async function racesOf(main: () => unknown): Promise<readonly DataRace[]> {
  const { reason, warnings = [] } = await observe(main);
  expect(reason).toBe('completed');
  return warnings.filter((warning): warning is DataRace => warning.code === 'data-race');
}

/** Only where an update was lost is a race certain: threads that start together nearly always lose their first one. */
async function racesFound(main: () => unknown): Promise<readonly DataRace[]> {
  for (let attempt = 0; ; attempt++) {
    const races = await racesOf(main);
    if (races.length > 0 || attempt === 30) return races;
  }
}

test('a value that two threads change without a lock is reported once, with a line of each', async () => {
  expect(await racesFound(program.unguarded)).toEqual([
    {
      code: 'data-race',
      kind: 'Value',
      name: 'counter',
      object: expect.any(Number),
      accesses: ['one', 'another'].map((thread, n) => ({
        thread,
        ident: n + 2,
        process: 'MainProcess',
        op: 'store',
        holding: [],
        at: expect.stringMatching(/^\/.*data-races\.ts:\d+:\d+$/),
        source: 'value.value += 1;',
      })),
    },
  ]);
});

test('each under a lock of its own, which guards nothing', async () => {
  const [race] = await racesFound(program.underTwoLocks);
  expect(race?.accesses.map(({ thread, holding }) => [thread, holding])).toEqual([
    ['one', ['lock']],
    ['another', ['second']],
  ]);
});

test('one under a lock, and one without', async () => {
  const [race] = await racesFound(program.oneIsUnguarded);
  expect(race?.accesses.map(({ thread, holding }) => [thread, holding])).toEqual([
    ['one', ['lock']],
    ['another', []],
  ]);
});

test('a value that is guarded is named beside the one that is not', async () => {
  const races = await racesFound(program.oneOfTwoIsGuarded);
  expect(races.map(({ name, guarded }) => [name, guarded])).toEqual([['counter', [{ name: 'other', by: 'lock' }]]]);
});

test.each([
  program.underOneLock,
  program.underRLock,
  program.underCondition,
  program.byEvent,
  program.byPolledEvent,
  program.byQueue,
  program.bySemaphore,
  program.byBarrier,
  program.byCondition,
  program.byFlag,
  program.byLockAsSignal,
  program.afterTheOthersLock,
  program.byJoin,
  program.oneWriter,
  program.onlyStores,
  program.byTurns,
])('nothing is reported where something orders the threads, or nothing can be lost: %o', async (main) => {
  for (let i = 0; i < 3; i++) expect(await racesOf(main)).toEqual([]);
});

test('how threads are started makes no difference to that', async () => {
  for (const start of ['free', 'together'] as const) {
    const { warnings = [] } = await observe(program.byEvent, { start });
    expect(warnings).toEqual([]);
  }
});
