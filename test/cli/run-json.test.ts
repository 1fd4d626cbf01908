import { describe, expect, test } from 'vitest';
import { demoSource, file, folder, pyconc, unread } from './pyconc.js';

const directory = folder();

describe('run --json', () => {
  test('is one document with the environment and one entry per run', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', '--json', '--seed', '5']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const { runs, ...head } = JSON.parse(stdout);
    expect(head).toEqual({
      v: 1,
      environment: {
        pyconc: expect.stringMatching(/^\d+\.\d+\.\d+/),
        node: process.version,
        platform: process.platform,
        cores: expect.any(Number),
      },
    });
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      demo: 'lock-race',
      variant: 'both',
      params: { count: 100000 },
      seed: 5,
      start: 'aligned',
      speed: 10,
      reason: 'completed',
      seconds: expect.any(Number),
      result: { locked: 0, unlocked: expect.any(Number), expected: 0 },
      outcome: { name: expect.stringMatching(/^(updates-lost|lucky)$/), because: expect.any(String) },
      processes: [],
    });
    expect(runs[0].threads).toHaveLength(5);
    expect(runs[0].threads[1]).toEqual({
      name: 'Thread-1 (addWithLock)',
      ident: expect.any(Number),
      process: 'MainProcess',
      daemon: false,
      started: expect.any(Number),
      ended: expect.any(Number),
      end: 'returned',
    });
  });

  test('has the parameters, variant, speed and start that were requested', async () => {
    const args = ['--param', 'count=1_0', '--variant', 'locked', '--speed', 'max', '--start', 'free'];
    const { stdout } = await pyconc(['run', 'lock-race', '--format', 'json', ...args]);
    expect(JSON.parse(stdout).runs[0]).toMatchObject({
      params: { count: 10 },
      variant: 'locked',
      speed: 'max',
      start: 'free',
      outcome: { name: 'correct' },
    });
  });

  test('has the error of a failed thread, and the diagnosis of a hang', async () => {
    const before = "export function fail() { throw new RangeError('too far'); }";
    const failing = file(
      directory,
      'fails.mjs',
      demoSource('const t = new Thread({ target: fail }); t.start(); t.join();', { before }),
    );
    const failed = JSON.parse((await pyconc(['run', failing, '--json'])).stdout).runs[0];
    expect(failed).toMatchObject({ reason: 'failed', result: null, outcome: { name: null, grade: 'forbidden' } });
    expect(failed.threads[1]).toMatchObject({
      end: 'exception',
      error: { type: 'RangeError', message: 'too far', stack: expect.stringContaining('fails.mjs') },
    });

    const hanging = file(
      directory,
      'hangs.mjs',
      demoSource("const lock = new Lock('twice'); lock.acquire(); lock.acquire();"),
    );
    const hung = JSON.parse((await pyconc(['run', hanging, '--json'])).stdout).runs[0];
    expect(hung).toMatchObject({
      reason: 'hung',
      diagnosis: { waiting: [{ thread: 'MainThread', call: 'Lock.acquire', object: 'twice' }] },
    });
  });

  test('accepts results that JSON has no form for', async () => {
    const main = 'return { big: 10n, nan: NaN, map: new Map([["a", 1]]), set: new Set([1, 2]), none: undefined };';
    const path = file(directory, 'odd.mjs', demoSource(main));
    const { stdout } = await pyconc(['run', path, '--json']);
    expect(JSON.parse(stdout).runs[0].result).toEqual({ big: '10', nan: 'NaN', map: { a: 1 }, set: [1, 2] });
  });

  test('is complete through a pipe, of any length', async () => {
    const path = file(directory, 'long.mjs', demoSource("return 'x'.repeat(1_000_000);"));
    const { stdout } = await pyconc(['run', path, '--json']);
    expect(JSON.parse(stdout).runs[0].result).toHaveLength(1_000_000);
  });
});

describe('run --format ndjson', () => {
  test('has one event per line, in order, from run.start to run.end', async () => {
    const path = file(directory, 'logs.mjs', demoSource("log('one'); log('two'); return 3;"));
    const { stdout, stderr, exitCode } = await pyconc(['run', path, '--format', 'ndjson']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const events = stdout.split('\n').map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual([
      'run.start',
      'thread.start',
      'log',
      'log',
      'thread.end',
      'run.end',
    ]);
    expect(events.every(({ v }) => v === 1)).toBe(true);
    const numbers = events.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(events[2]).toMatchObject({ thread: 'MainThread', process: 'MainProcess', text: 'one' });
    expect(events.at(-1)).toMatchObject({ reason: 'completed', result: 3, outcome: { name: 'done' } });
  });

  test('is written as it happens', async () => {
    const path = file(directory, 'slow.mjs', demoSource("log('one'); sleep(1.5); log('two');"));
    const run = unread(['run', path, '--format', 'ndjson']);
    const arrivals: Record<string, number> = {};
    for await (const line of run.iterable()) {
      const { type, text } = JSON.parse(line);
      if (type === 'log') arrivals[text] = performance.now();
    }
    await run;
    expect((arrivals.two ?? 0) - (arrivals.one ?? 0)).toBeGreaterThan(900);
  });

  test('ends each of several runs with its run.end', async () => {
    const path = file(directory, 'short.mjs', demoSource('return 1;'));
    const { stdout } = await pyconc(['run', path, path, '--format', 'ndjson']);
    const events = stdout.split('\n').map((line) => JSON.parse(line));
    const ends = events.filter(({ type }) => type === 'run.end');
    expect(ends.map(({ run }) => run)).toEqual([1, 2]);
    expect(events.at(-1).type).toBe('run.end');
    // Each event belongs to the run that it names: the first run ends before any event of the second.
    expect(events.map(({ run }) => run)).toEqual([...events.map(({ run }) => run)].sort());
  });

  test('has the keys of each type in one order, whichever thread sends it, and times in whole microseconds', async () => {
    const demos = ['lock-race', 'deadlock', 'queue-consumers', 'process-create'];
    const words = ['run', ...demos, '--format', 'ndjson', '--trace', 'waits'];
    const { stdout } = await pyconc([...words, '--speed', 'max']);
    const events = stdout.split('\n').map((line) => JSON.parse(line));
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set([
        'run.start',
        'thread.start',
        'thread.end',
        'log',
        'op',
        'diagnosis',
        'process.start',
        'process.end',
        'run.end',
      ]),
    );
    const before = new Map<string, Set<string>>();
    for (const event of events) {
      const keys = Object.keys(event);
      for (const [at, key] of keys.entries()) {
        const earlier = before.get(`${event.type} ${key}`) ?? new Set();
        for (const each of keys.slice(0, at)) {
          expect({ event, has: before.get(`${event.type} ${each}`)?.has(key) ?? false }).toEqual({ event, has: false });
          earlier.add(each);
        }
        before.set(`${event.type} ${key}`, earlier);
      }
    }
    const ends = events.filter(({ type }) => type === 'run.end');
    const lives = ends.flatMap(({ threads, processes }) => [...threads, ...processes]);
    const times = [
      ...events.map(({ t }) => t),
      ...ends.map(({ seconds }) => seconds),
      ...lives.flatMap(({ started, ended }) => [started, ended ?? 0]),
    ];
    expect(times.filter((time) => time !== Math.round(time * 1e6) / 1e6)).toEqual([]);
    expect(times.filter((time) => time > 0).length).toBeGreaterThan(50);
  });
});
