import { expect, test } from 'vitest';
import * as program from '../../build/programs/hangs.js';
import { observe } from '../observe.js';

const holding = (thread: string, ident: number) => ({
  thread,
  ident,
  takenAt: expect.stringMatching(/^\/.*\/test\/programs\/hangs\.ts:\d+:\d+$/),
  source: expect.stringMatching(/\.acquire\(\);/),
  since: expect.any(Number),
});

const where = {
  at: expect.stringMatching(/^\/.*\/test\/programs\/hangs\.ts:\d+:\d+$/),
  source: expect.stringMatching(/\.(acquire|join)\(\);/),
};

test.each([1, 'max'] as const)(
  'two threads and opposite locks: the run ends at once, and names what each thread waits for, and where (speed %s)',
  async (speed) => {
    const run = await observe(program.oppositeLocks, { speed });
    expect(run.reason).toBe('hung');
    expect(run.seconds).toBeLessThan(5);
    expect(run.diagnosis?.waiting).toEqual([
      {
        thread: 'MainThread',
        ident: 1,
        process: 'MainProcess',
        call: 'Thread.join',
        object: 'f',
        heldBy: 'f',
        ...where,
      },
      {
        thread: 'f',
        ident: 2,
        process: 'MainProcess',
        call: 'Lock.acquire',
        object: 'second',
        heldBy: 'b',
        holder: holding('b', 3),
        ...where,
      },
      {
        thread: 'b',
        ident: 3,
        process: 'MainProcess',
        call: 'Lock.acquire',
        object: 'first',
        heldBy: 'f',
        holder: holding('f', 2),
        ...where,
      },
    ]);
    expect(run.diagnosis?.cycle?.toSorted()).toEqual(['b', 'f']);
    const [f, b] = (run.diagnosis?.waiting ?? []).slice(1).map(({ at }) => Number(at?.split(':')[1]));
    expect(b).toBeGreaterThan(f ?? 0);
  },
);

test('the diagnosis is emitted once, before the end', async () => {
  const { events } = await observe(program.oppositeLocks);
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => type === 'diagnosis')).toHaveLength(1);
  expect(types.slice(-2)).toEqual(['diagnosis', 'run.end']);
});

test('threads that a hang has cut short are reported as alive', async () => {
  const { threads } = await observe(program.oppositeLocks);
  expect(threads.map(({ end }) => end)).toEqual(['alive', 'alive', 'alive']);
});

test('threads of one name are kept apart', async () => {
  const { diagnosis } = await observe(program.oppositeLocksOfTwins);
  expect(diagnosis?.cycle).toEqual(['twin', 'twin']);
});

test('threads that join each other in a cycle hang', async () => {
  const { reason, diagnosis } = await observe(program.joinInCycle);
  expect(reason).toBe('hung');
  expect(diagnosis?.cycle?.toSorted()).toEqual(['a', 'b', 'c']);
});

test('a thread that acquires its own lock again waits for itself', async () => {
  const { reason, diagnosis } = await observe(program.waitForItself);
  expect(reason).toBe('hung');
  expect(diagnosis).toEqual({
    waiting: [
      {
        thread: 'MainThread',
        ident: 1,
        process: 'MainProcess',
        call: 'Lock.acquire',
        object: expect.stringMatching(/^<locked _thread\.lock object at 0x\w+>$/),
        heldBy: 'MainThread',
        holder: holding('MainThread', 1),
        ...where,
      },
    ],
    cycle: ['MainThread'],
  });
});

test('a lock whose holder has ended is never released', async () => {
  const { reason, diagnosis } = await observe(program.waitForTheDead);
  expect(reason).toBe('hung');
  expect(diagnosis?.waiting[0]).toMatchObject({
    object: 'first',
    heldBy: 'Thread-1 (dieHolding)',
    holder: { thread: 'Thread-1 (dieHolding)', ended: true },
  });
  expect(diagnosis?.cycle).toBeUndefined();
});

test('a thread that main has left waiting hangs the run', async () => {
  const { reason, diagnosis } = await observe(program.leaveWaiting);
  expect(reason).toBe('hung');
  expect(diagnosis?.waiting.map(({ thread }) => thread)).toEqual(['MainThread', 'left']);
});

test.each([program.daemonWillWake, program.timeoutWillWake, program.workWillWake])(
  'as long as a thread may continue it is no hang: %o',
  async (main) => {
    for (const speed of [1, 'max'] as const) {
      const { reason, result } = await observe(main, { speed });
      expect(reason).toBe('completed');
      expect(result).toBe('woken');
    }
  },
);

test('while a thread works, the waiting threads are reported at the timeout', async () => {
  const { reason, diagnosis } = await observe(program.stuckBesideWork, { timeout: 2 });
  expect(reason).toBe('timeout');
  expect(diagnosis?.waiting.map(({ thread }) => thread)).toEqual(['MainThread', 'f', 'b']);
  expect(diagnosis?.cycle?.toSorted()).toEqual(['b', 'f']);
});

test('the verdict is the same each time', async () => {
  for (let i = 0; i < 5; i++) expect((await observe(program.oppositeLocks, { start: 'free' })).reason).toBe('hung');
});

test.each([1, 'max'] as const)('threads that take turns are never mistaken for a hang (speed %s)', async (speed) => {
  for (let i = 0; i < 2; i++) {
    const { reason, result } = await observe(program.takeTurns, { speed });
    expect(reason).toBe('completed');
    expect(result).toBe(6000);
  }
});
