/** Interruptions of `trials`, thirty times each, at random moments. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hasTerminal, startOnTerminal } from '../cli/on-terminal.js';
import { BIN, file, folder, pyconc, unread } from '../cli/pyconc.js';

const TIMES = 30;
const directory = folder();
const rounds = Array.from({ length: TIMES }, (_, round) => round);
const between = (least: number, most: number) => least + Math.random() * (most - least);

interface Row {
  readonly variant: string;
  readonly params: { readonly count: number };
  readonly trials: number;
  readonly hits: number;
  readonly seconds: number;
  readonly outcomes: readonly { readonly name: string | null; readonly count: number }[];
  readonly batches: readonly { readonly trials: number; readonly hits: number }[];
  readonly partial?: true;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Every trial is in one outcome and in one batch. */
function expectWhole({ trials, hits, outcomes, batches }: Row): void {
  expect(sum(outcomes.map(({ count }) => count))).toBe(trials);
  expect(sum(batches.map((batch) => batch.trials))).toBe(trials);
  expect(sum(batches.map((batch) => batch.hits))).toBe(hits);
}

const lines = (text: string) => text.split('\n').filter(Boolean);
const rowsIn = (ndjson: string): Row[] =>
  lines(ndjson).flatMap((line) => {
    const entry = JSON.parse(line);
    return entry.type === 'row' ? [entry] : [];
  });

/** Processes that have this in their command line. */
function processesOf(word: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

/** Two threads under a lock; the host ends a worker, whatever it is doing, about every quarter of a second. */
const mortal = file(
  directory,
  'mortal.mjs',
  `import { isMainThread } from 'node:worker_threads';
   import { writeFileSync } from 'node:fs';
   import { defineDemo, Value } from 'pyconc';
   import { Lock, Thread } from 'pyconc/threading';
   const lock = new Lock();
   const counter = new Value('i', 0);
   export function add() { for (let i = 0; i < 100; i++) lock.with(() => (counter.value += 1)); }
   if (isMainThread) {
     const alive = new Set();
     let killed = 0, most = 0;
     process.on('worker', (worker) => {
       most = Math.max(most, alive.add(worker).size);
       worker.once('exit', () => alive.delete(worker));
     });
     const strike = () => setTimeout(() => {
       const victim = [...alive][Math.floor(Math.random() * alive.size)];
       if (victim) killed++, victim.terminate();
       strike();
     }, Math.random() * 500).unref();
     strike();
     process.on('exit', () => writeFileSync(process.env.TOLL, JSON.stringify({ killed, most })));
   }
   export default defineDemo({
     name: 'mortal', title: 'Workers die', topic: 'threads', about: { question: 'What is lost?' },
     main() {
       const threads = [1, 2, 3].map(() => new Thread({ target: add }));
       for (const thread of threads) thread.start();
       for (const thread of threads) thread.join();
     },
     result: () => counter.value,
     outcomes: [
       { name: 'died', grade: 'interesting', because: 'A worker died.', when: ({ threads }) => threads.some(({ end }) => end === 'killed') },
       { name: 'hung', grade: 'interesting', because: 'One died with the lock.', when: ({ reason }) => reason === 'hung' },
       { name: 'whole', grade: 'expected', because: 'Nothing is lost.', when: ({ reason, result }) => reason === 'completed' && result === 300 },
       { name: 'lost', grade: 'forbidden', because: 'An addition is lost.', when: ({ reason }) => reason === 'completed' },
     ],
   });`,
);

test('workers that are killed in mid-batch cost their own trial at most', async () => {
  const toll = { killed: 0, most: 0, trials: 0, died: 0, hung: 0, mainThreads: 0, slowest: 0 };
  for (const round of rounds) {
    const env = { TOLL: `${directory}/toll-${round}` };
    const { stdout, stderr, exitCode } = await pyconc(['trials', mortal, '--time', '3', '--batches', '4', '--json'], {
      env,
    });
    // Where it takes long, it says so now and then.
    expect(stderr.replace(/^.* so far .*\n?/gm, '')).toBe('');
    const row: Row = JSON.parse(stdout).rows[0];
    expectWhole(row);
    expect(row.batches.length).toBeGreaterThanOrEqual(1);
    const count = Object.fromEntries(row.outcomes.map(({ name, count }) => [`${name}`, count]));
    const { killed, most } = JSON.parse(readFileSync(env.TOLL, 'utf8'));
    expect(count.lost).toBe(0);
    expect((count.died ?? 0) + (count.hung ?? 0) + (count.null ?? 0)).toBeLessThanOrEqual(killed);
    expect(exitCode).toBe((count.null ?? 0) > 0 ? 1 : 0);
    // A batch's own four, replacements of dead ones, and as many that are made ahead.
    expect(most).toBeLessThanOrEqual(16);
    toll.killed += killed;
    toll.most = Math.max(toll.most, most);
    toll.slowest = Math.max(toll.slowest, row.seconds);
    toll.trials += row.trials;
    toll.died += count.died ?? 0;
    toll.hung += count.hung ?? 0;
    toll.mainThreads += count.null ?? 0;
  }
  console.log('killed', toll);
  expect(toll.killed).toBeGreaterThan(TIMES);
  expect(processesOf(mortal)).toEqual([]);
});

/** Rows that come quickly, one for each count. */
const COUNTS = Array.from({ length: 40 }, (_, at) => at + 1);
const quick = ['trials', 'lock-race', '-n', '4', '--batches', '1', '--param', `count=${COUNTS}`];

const MOUNT = 'mount -t tmpfs -o size=$1 none "$2" && shift 2 &&';
/** A place where something is mounted: seen only by processes inside. */
const disk = `${directory}/disk`;
mkdirSync(disk);
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', `${MOUNT} true`, 'sh', '8k', disk]).status === 0;

/** The space on the disk, and the rows that fit into a file of the format. */
const formats: Readonly<Record<string, [room: string, rows: (text: string) => number[]]>> = {
  csv: [
    '4k',
    (text) =>
      whole(text)
        .slice(1)
        .map((line) => Number(line.split(',')[2])),
  ],
  ndjson: ['8k', (text) => rowsIn(whole(text).join('\n')).map(({ params }) => params.count)],
  json: ['16k', (text) => JSON.parse(text).rows.map(({ params }: Row) => params.count)],
};

/** Lines, except for one that no longer fitted. */
function whole(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

test.skipIf(!canMount)('on a full disk the file holds the rows that fit, and stdout all', async () => {
  const saved: string[] = [];
  for (const round of rounds) {
    const format = Object.keys(formats)[round % 3] ?? '';
    const [room, read] = formats[format] ?? ['', () => []];
    const copy = `${directory}/copy-${round}`;
    const command = `${MOUNT} { "$@" -o "$0/full.${format}"; code=$?; cp "$0/full.${format}" '${copy}'; ls "$0" >&2; exit $code; }`;
    const words = ['-rm', 'sh', '-c', command, disk, room, disk, process.execPath, BIN, ...quick];
    const { stdout, stderr, exitCode } = await execa('unshare', words, { reject: false });
    expect(exitCode, stderr).toBe(70);
    expect(stderr).toContain('ENOSPC');
    // Nothing but the file: no draft of it.
    expect(stderr.split('\n').at(-1)).toBe(`full.${format}`);
    const rows = read(readFileSync(copy, 'utf8'));
    expect(rows).toEqual(COUNTS.slice(0, rows.length));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(COUNTS.length);
    for (const count of COUNTS) expect(stdout).toContain(`count=${count} `);
    saved.push(`${format} ${rows.length}`);
  }
  console.log('full disk', saved.join(', '));
});

test('a closed pipe ends it quietly, and the rows shown are in the file', async () => {
  let closedEarly = 0;
  for (const round of rounds) {
    const path = `${directory}/closed-${round}.ndjson`;
    const run = unread([...quick, '-o', path]);
    let shown = '';
    run.stdout?.on('data', (chunk) => {
      shown += chunk;
    });
    await pause(between(100, 2000));
    run.stdout?.destroy();
    const { exitCode, stderr } = await run;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const text = readFileSync(path, 'utf8');
    const rows = rowsIn(text);
    rows.forEach(expectWhole);
    expect(rows.map(({ params }) => params.count)).toEqual(COUNTS.slice(0, rows.length));
    // A row's page begins with its name; the comparison at the end names them once more.
    const pages = COUNTS.filter((count) => shown.includes(`count=${count}\n`) || shown.includes(`count=${count} `));
    expect(rows.length).toBeGreaterThanOrEqual(pages.length);
    const { partial } = JSON.parse(lines(text).at(-1) ?? '');
    expect(partial).toBe(rows.length < COUNTS.length);
    if (partial) closedEarly++;
    expect(processesOf(path)).toEqual([]);
  }
  console.log('closed pipe', { closedEarly });
  expect(closedEarly).toBeGreaterThan(0);
});

const HIDE = '\u001b[?25l';
const SHOW = '\u001b[?25h';

describe.skipIf(!hasTerminal)('Ctrl-C', () => {
  test('at any moment leaves the table, the file and the terminal in order', async () => {
    const found = { beforeTheStart: 0, beforeTheFirstTrial: 0, amongTrials: 0, withSpinner: 0, trials: 0 };
    for (const round of rounds) {
      const path = `${directory}/stopped-${round}.json`;
      const run = startOnTerminal(['trials', 'lock-race', '--time', '1', '--param', `count=${COUNTS}`, '-o', path]);
      const moment = between(0, 4000);
      await pause(moment);
      run.stdin.write('\u0003');
      const { stdout, exitCode } = await run;
      const when = `after ${moment.toFixed(0)} ms:\n${stdout}`;
      expect(exitCode, when).toBe(130);
      expect(stdout, when).not.toContain('RAW');
      expect(stdout.lastIndexOf(SHOW), when).toBeGreaterThanOrEqual(stdout.lastIndexOf(HIDE));
      expect(processesOf(path), when).toEqual([]);
      if (stdout.includes(HIDE)) found.withSpinner++;
      if (!existsSync(path) || readFileSync(path, 'utf8') === '') {
        found.beforeTheStart++;
        continue;
      }
      const { partial, rows } = JSON.parse(readFileSync(path, 'utf8')) as { partial?: true; rows: Row[] };
      expect(partial, when).toBe(true);
      rows.forEach(expectWhole);
      for (const { params } of rows) expect(stdout, when).toContain(`count=${params.count}`);
      expect(
        rows.slice(0, -1).every((row) => row.partial === undefined),
        when,
      ).toBe(true);
      const trials = sum(rows.map((row) => row.trials));
      found.trials += trials;
      if (trials > 0) found.amongTrials++;
      else found.beforeTheFirstTrial++;
    }
    console.log('Ctrl-C', found);
    expect(found.amongTrials).toBeGreaterThan(TIMES / 3);
  });
});
