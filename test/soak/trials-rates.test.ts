/** The results of `trials` for lock-race, and the cost of many trials. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { BIN } from '../cli/pyconc.js';

interface Row {
  readonly variant: string;
  readonly start: string;
  readonly trials: number;
  readonly hits: number;
  readonly rate: number;
  readonly interval: readonly [number, number];
  readonly overlap: number;
  readonly seconds: number;
}

async function rowsOf(words: readonly string[]) {
  const begun = performance.now();
  const run = execa(process.execPath, [BIN, 'trials', 'lock-race', ...words, '--json'], { reject: false });
  let mebibytes = 0;
  let hasEnded = false;
  const ended = run.then((result) => {
    hasEnded = true;
    return result;
  });
  while (!hasEnded) {
    mebibytes = Math.max(mebibytes, peakOf(run.pid));
    await pause(20);
  }
  const { stdout, exitCode } = await ended;
  expect(exitCode).toBe(0);
  const rows: Row[] = JSON.parse(stdout).rows;
  return { rows, seconds: (performance.now() - begun) / 1000, mebibytes };
}

/** The peak memory of a process so far, its own and shared by its threads. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

test('aligned, the lock holds in all of 2000 trials and the race is seen in 99 %, within 20 s; together it is in between', async () => {
  const words = ['--variant', 'locked,unlocked', '-n', '2000'];
  const aligned = await rowsOf([...words, '--start', 'aligned']);
  const together = await rowsOf([...words, '--start', 'together']);
  for (const { variant, start, hits, interval, overlap, seconds } of [...aligned.rows, ...together.rows]) {
    console.log(variant, start, { hits, interval: interval.join(' to '), overlap, seconds });
  }
  console.log('aligned, both', { seconds: aligned.seconds });
  const [locked, unlocked] = aligned.rows;
  expect(locked).toMatchObject({ variant: 'locked', trials: 2000, hits: 0 });
  expect(unlocked?.hits).toBeGreaterThanOrEqual(1980);
  expect(aligned.seconds).toBeLessThan(20);
  const [none, some] = together.rows;
  expect(none?.hits).toBe(0);
  expect(some?.hits).toBeGreaterThan(0);
  expect(some?.hits).toBeLessThan(unlocked?.hits ?? 0);
  expect(some?.interval[0]).toBeLessThan(some?.rate ?? 0);
  expect(some?.interval[1]).toBeGreaterThan(some?.rate ?? 1);
});

test('from 1000 to 100 000 trials memory is flat, and time in proportion', async () => {
  const found = [];
  for (const trials of [1000, 10_000, 100_000]) {
    const { rows, mebibytes } = await rowsOf(['--start', 'free', '-n', `${trials}`]);
    const seconds = rows[0]?.seconds ?? Infinity;
    found.push({ trials, seconds, perTrial: seconds / trials, mebibytes });
  }
  console.log(found);
  const [few, , many] = found;
  // The limit to which V8 lets the young objects of ten workers grow.
  expect(many?.mebibytes).toBeLessThan((few?.mebibytes ?? 0) + 64);
  // The workers of a batch take the same time to start for few trials and for many.
  expect(many?.perTrial).toBeLessThan(1.5 * (few?.perTrial ?? 0));
});
