import type { Worker } from 'node:worker_threads';
import { run } from 'pyconc';
import { Lock } from 'pyconc/threading';
import { afterEach, expect, test } from 'vitest';
import { main as importNeverEnds } from '../../build/programs/import-never-ends.js';
import { main as speaks } from '../../build/programs/import-speaks.js';
import { main as importThrows } from '../../build/programs/import-throws.js';
import { main as importWaits } from '../../build/programs/import-waits.js';
import * as program from '../../build/programs/runs.js';
import { endings, observe, onLine } from '../observe.js';
import { runFile } from '../run-file.js';
import { isSoak } from '../soaking.js';

const workers: Worker[] = [];
process.on('worker', (worker: Worker) => workers.push(worker));

/** After any run, however it ended, the next one works. */
afterEach(async () => {
  const { result, reason } = await observe(program.changeEverything);
  expect(reason).toBe('completed');
  expect(result).toEqual([1, 'Thread-2 (nothing)', 2, 1]);
});

test('the return value of main is the result, a copy, its shared objects those of the host', async () => {
  const { result } = await observe(program.answer);
  expect(result).toMatchObject({ number: 42, list: [1n, undefined, new Map([[1, -0]])] });
  expect(result?.lock).toBeInstanceOf(Lock);
});

test('main may not be async, a generator, bound, or not a function', async () => {
  await expect(observe(program.asynchronous)).rejects.toThrow(/^asynchronous is async: what a thread runs blocks/);
  await expect(observe(program.generator)).rejects.toThrow(/^generator is a generator: /);
  await expect(observe(program.nothing.bind(null))).rejects.toThrow(/^run needs a function with a name, exported/);
  await expect(run(5 as unknown as () => void)).rejects.toThrow(/not a number$/);
});

test('a main that its module does not export fails the run, with the remedy', async () => {
  for (const [main, name, advice] of [
    [program.hiddenMain(), 'hidden', 'hidden'],
    [program.namelessMain(), 'the function `\\(\\) => 1`', 'name'],
  ] as const) {
    const { reason, error } = await observe(main);
    expect(reason).toBe('failed');
    expect(error?.type).toBe('TypeError');
    expect(error?.message).toMatch(
      new RegExp(`^${name} is not exported by .*runs\\.js: .* write \`export function ${advice}\``),
    );
  }
});

test('a main that returns a promise, or a value that cannot be copied, fails', async () => {
  const uncloneable = await observe(program.returnsFunction);
  expect(uncloneable.reason).toBe('failed');
  expect(uncloneable.error?.message).toMatch(/^what main\(\) returned cannot be passed/);
  const promised = await observe(program.returnsPromise);
  expect(promised.reason).toBe('failed');
  expect(promised.error?.message).toMatch(/^returnsPromise returned a promise/);
});

test.each([{ arena: 0 }, { arena: 1e6 }, { timeout: 0 }, { timeout: Number.NaN }, { start: 'now' as 'free' }])(
  'invalid options are refused: %o',
  async (options) => {
    await expect(observe(program.answer, options)).rejects.toThrow(/^(the arena|timeout|start) must /);
  },
);

test('a module that fails in a thread fails the run, and says why', async () => {
  const { reason, error } = await observe(importThrows);
  expect(reason).toBe('failed');
  expect(error).toMatchObject({ type: 'RangeError', message: 'not in a thread' });
});

test('a module may await at its top level, and make shared objects before and after', async () => {
  for (let i = 0; i < 2; i++) expect((await observe(importWaits)).result).toEqual([13, 14]);
});

test('a module that awaits for ever ends its thread, and says why', async () => {
  const run = await observe(importNeverEnds);
  expect(run.reason).toBe('failed');
  expect(endings(run)).toEqual({ MainThread: 'killed' });
  expect(run.error?.message).toMatch(/awaits something at its top level that never comes/);
});

test.each([program.killHolder, program.killWorking, program.killWaiting])(
  'when a worker is ended from outside, its thread ends, threads that join it continue, and the run says so: %o',
  async (main) => {
    // So that the victim's worker is the second to be started.
    await endWorkers();
    const result = await observe(main, { onEvent: onLine('ready', () => workers[1]?.terminate()) });
    expect(result.reason).toBe('failed');
    expect(result.result).toBe(false);
    expect(endings(result)).toEqual({ MainThread: 'returned', joiner: 'returned', victim: 'killed' });
    expect(result.logs).toEqual(['ready', 'joined']);
    expect(result.threads.find(({ name }) => name === 'victim')?.error?.message).toMatch(/ended from outside/);
  },
);

test('a thread that is killed while it falls asleep does not count as running: hangs are seen, and virtual time goes on', async () => {
  const options = { onEvent: onLine('ready', () => workers[1]?.terminate()), speed: 'max', timeout: 100 } as const;
  await endWorkers();
  const hung = await observe(program.hangAfterVictim, options);
  expect(hung.reason).toBe('hung');
  expect(endings(hung)).toEqual({ MainThread: 'alive', victim: 'killed' });
  await endWorkers();
  const slept = await observe(program.sleepAfterVictim, options);
  expect(endings(slept)).toEqual({ MainThread: 'returned', victim: 'killed' });
  expect(slept.result).toBe(3600);
});

test('the end of a run is emitted, even if a thread that was killed took the number before its own', async () => {
  const { events, reason } = await observe(program.sayNothing, { timeout: 0.3 });
  expect(reason).toBe('timeout');
  expect(events.map(({ type }) => type)).toEqual(['run.start', 'thread.start', 'run.end']);
});

test('messages of other modules to the parent of their worker do not affect the run', async () => {
  const { reason, result, threads } = await observe(speaks);
  expect({ reason, result, ends: threads.map(({ end }) => end) }).toEqual({
    reason: 'completed',
    result: 1,
    ends: ['returned', 'returned'],
  });
});

test('workers that wait for a job may be ended, too', async () => {
  await endWorkers();
  expect((await observe(program.start5)).result).toMatchObject({ started: 5 });
  await endWorkers();
});

test('a worker that has no memory left ends its thread', async () => {
  const { stdout, stderr, code } = await runFile('own-out-of-memory', ['--max-old-space-size=40']);
  expect(stdout).toBe('main goes on\nfailed\n');
  expect(stderr).toMatch(/^Exception in thread greedy:\n.*ERR_WORKER_OUT_OF_MEMORY|memory/);
  expect(code).toBe(1);
});

test.each([program.sleepTwice, program.workAndSleep])(
  'the timeout stops the program, whatever it does: %o',
  async (main: () => void) => {
    const { reason, seconds, threads, result } = await observe(main, { timeout: 0.5 });
    expect(reason).toBe('timeout');
    expect(seconds).toBeGreaterThan(0.3);
    expect(seconds).toBeLessThan(5);
    expect(result).toBeUndefined();
    expect(threads.map(({ end, ended }) => [end, ended])).toEqual([
      ['alive', null],
      ['alive', null],
    ]);
  },
);

test('a timeout that is not reached, however long, changes nothing', async () => {
  expect((await observe(program.answer, { timeout: 1e9 })).reason).toBe('completed');
});

test('an abort signal stops the program at once', async () => {
  const controller = new AbortController();
  const onEvent = onLine('ready', () => controller.abort());
  const { reason, seconds } = await observe(program.sleepTwice, { signal: controller.signal, onEvent });
  expect(reason).toBe('interrupted');
  expect(seconds).toBeLessThan(5);
  expect((await observe(program.sleepTwice, { signal: controller.signal })).reason).toBe('interrupted');
});

test('a run is stopped by an error in the receiver of its events, and rejects with it', async () => {
  const onEvent = onLine('ready', () => {
    throw new RangeError('cannot take it');
  });
  await expect(observe(program.sleepTwice, { onEvent })).rejects.toThrow(new RangeError('cannot take it'));
});

test('threads that start threads without end are all stopped, and none lives on in the next run', async () => {
  const { reason } = await observe(program.breed, { timeout: 0.4 });
  expect(reason).toBe('timeout');
});

// A worker takes 30 ms of a free core: 255 take minutes on busy cores.
const aBusyMachine = { timeout: 400_000 };

// It starts 256 workers, some of them twice: the soak's.
test.runIf(isSoak)(
  'there is a limit to threads alive at once, with an error of its own; below it threads start again',
  aBusyMachine,
  async () => {
    const { result, reason } = await observe(program.start300, { timeout: 350 });
    expect(reason).toBe('completed');
    expect(result).toEqual({
      started: 255,
      refusal: "RuntimeError: can't start new thread: 256 threads are alive, the most there can be at once",
      alive: 256,
      after: 1,
      count: 256,
    });
  },
);

test('a full arena is an error that names the option, and operations that fit still work', async () => {
  const { result, logs } = await observe(program.fillArena, { arena: 2 });
  const full = /^MemoryError: the arena is full: all of its 2 MiB are in use; give it more with --arena <MiB>/;
  expect(result?.refusal).toMatch(full);
  expect(result?.again).toMatch(full);
  expect(result?.tooLarge).toMatch(full);
  expect(logs).toEqual([expect.stringMatching(/^Thread-\d \(tell\) still works$/)]);
});

test('a thread that a module makes can be started in each run, under its own name', async () => {
  for (let i = 0; i < 2; i++) {
    expect((await observe(program.startOfModule)).result).toEqual([
      'Thread-1 (tell)',
      'Thread-2',
      'RuntimeError: threads can only be started once',
    ]);
  }
});

async function endWorkers(): Promise<void> {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
}
