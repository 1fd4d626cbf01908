import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keepBusy } from '../busy.js';

const bin = fileURLToPath(new URL('../../bin/pyconc.js', import.meta.url));
const shuffled = fileURLToPath(new URL('../../build/programs/lock-race-shuffled.js', import.meta.url));

interface Shown {
  readonly locked: number;
  readonly unlocked: number;
  readonly order: string;
  readonly seconds: number;
}

/** One run by the command, in a process of its own. */
function show(demo: string): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    execFile(process.execPath, [bin, 'run', demo, '--json'], (error, stdout, stderr) => {
      if (error) return reject(new Error(`exit code ${error.code}: ${stderr}`, { cause: error }));
      const { result, threads } = JSON.parse(stdout).runs[0];
      const order = threads.map(({ name }: { name: string }) => name.replace(/^Thread-\d+ /, '')).join(' ');
      resolve({ ...result, order, seconds: (performance.now() - begin) / 1000 });
    });
  });
}

async function showMany(title: string, demo: string, times: number): Promise<readonly Shown[]> {
  const runs: Shown[] = [];
  for (let i = 0; i < times; i++) runs.push(await show(demo));
  const seconds = runs.map((run) => run.seconds).toSorted((a, b) => a - b);
  console.log(title, {
    runs: times,
    lockedZero: runs.filter(({ locked }) => locked === 0).length,
    raceShown: runs.filter(({ unlocked }) => unlocked !== 0).length,
    orders: new Set(runs.map(({ order }) => order)).size,
    medianSeconds: seconds[times >> 1]?.toFixed(3),
    slowestSeconds: seconds.at(-1)?.toFixed(3),
  });
  expect(runs.filter(({ locked }) => locked !== 0)).toEqual([]);
  return runs;
}

const raceShown = (runs: readonly Shown[]) => runs.filter(({ unlocked }) => unlocked !== 0).length;

test('100 runs in a row: the lock holds in all, the race is shown in at least 99', async () => {
  expect(raceShown(await showMany('in a row', 'lock-race', 100))).toBeGreaterThanOrEqual(99);
});

test('100 runs with the threads started in any order', async () => {
  const runs = await showMany('in any order', shuffled, 100);
  expect(raceShown(runs)).toBeGreaterThanOrEqual(99);
  expect(new Set(runs.map(({ order }) => order)).size).toBeGreaterThan(10);
});

test('30 runs with all cores kept busy: the race is shown in at least 28, and none takes over 10 s', async () => {
  using _busy = keepBusy(availableParallelism());
  const runs = await showMany('with busy cores', 'lock-race', 30);
  expect(raceShown(runs)).toBeGreaterThanOrEqual(28);
  expect(Math.max(...runs.map(({ seconds }) => seconds))).toBeLessThan(10);
});
