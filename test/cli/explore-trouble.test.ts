/** What `explore` says of programs that it cannot order, and of those that are in its way. */
import { describe, expect, test } from 'vitest';
import type { ExploreRow } from '../../src/events/explore-report.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();

/** Functions for threads, and outcomes by what `main` returns. */
const BEFORE = `
  import { Value } from 'pyconc';
  const number = new Value('i', 0, 'number');
  const lock = new Lock('lock');
  const start = (target, ...args) => { const thread = new Thread({ target, args }); thread.start(); return thread; };
`;
const OUTCOMES = `
  outcomes: [
    { name: 'hung', grade: 'interesting', because: 'It hung.', when: ({ reason }) => reason === 'hung' },
    { name: 'failed', grade: 'interesting', because: 'It failed.', when: ({ reason }) => reason === 'failed' },
    { name: 'zero', grade: 'expected', because: 'It is 0.', when: ({ result }) => result === 0 },
    { name: 'more', grade: 'expected', because: 'It is not 0.', when: () => true },
  ],
`;

async function explored(name: string, main: string, before = '', options: readonly string[] = [], more = '') {
  const source = demoSource(main, { before: BEFORE + before, more: OUTCOMES + more });
  const path = file(directory, `${name}.mjs`, source);
  const { stdout, stderr, exitCode } = await pyconc(['explore', path, '--json', ...options]);
  const row = (stdout === '' ? {} : JSON.parse(stdout).rows[0]) as ExploreRow;
  const outcomes = Object.fromEntries(
    (row.outcomes ?? []).filter(({ possible }) => possible).map(({ name: of, interleavings }) => [of, interleavings]),
  );
  return { row, outcomes, codes: row.problems?.map(({ code }) => code), stderr, exitCode };
}

describe('a program that does something else in the same schedule proves nothing', () => {
  const drawing = 'export function draw() { if (Math.random() < 0.5) number.value = 1; }';
  const counting = 'let calls = 0; export function count() { number.value += calls++ < 3 ? 0 : 1; }';
  test.each<[string, string, string, readonly string[]]>([
    ['its result is drawn', 'return Math.random() < 0.5 ? 0 : 1;', '', []],
    ['a thread draws', 'const one = start(draw); one.join(); return number.value;', drawing, []],
    ['a thread draws', 'const one = start(draw); one.join(); return number.value;', drawing, ['--preemptions', '1']],
    ['a thread keeps a count', 'start(count).join(); return number.value;', counting, []],
    ['main keeps a count', 'return calls++;', 'let calls = 0;', []],
  ])('%s', async (_, main, before, options) => {
    const { row, codes } = await explored('chance', main, before, options);
    expect(row.proved).toBe(false);
    expect(codes).toEqual(['nondeterministic']);
  });
});

describe('a schedule that is given up has no outcome', () => {
  test.each<[string, string, string, readonly string[], string]>([
    ['too many threads', 'for (let n = 0; n < 40; n++) start(nothing).join(); return 0;', '', [], 'too-big'],
    [
      'too many steps',
      'for (let n = 0; n < 40; n++) start(nothing).join(); return 0;',
      '',
      ['--max-steps', '7'],
      'too-long',
    ],
    ['a loop in main that polls', 'while (number.value === 0); return 0;', '', [], 'polls-for-ever'],
    [
      'main catches what unwinds it',
      'for (let n = 0; n < 9; n++) try { add(); } catch {} return 0;',
      '',
      ['--max-steps', '7'],
      'too-long',
    ],
  ])('%s', async (_, main, before, options, code) => {
    const functions = 'export function nothing() {} export function add() { number.value += 1; }';
    const { row, codes, outcomes } = await explored('given-up', main, functions + before, options);
    expect({ proved: row.proved, codes, outcomes }).toEqual({ proved: false, codes: [code], outcomes: {} });
    expect(row.problems[0]?.count).toBe(row.schedules);
  });
});

test('the last store of a thread does not race with what follows its join', async () => {
  const before = 'export function store() { number.value = 1; }';
  const { row, outcomes } = await explored('joined', 'start(store).join(); return number.value;', before);
  expect(row).toMatchObject({ proved: true, raceFree: true, races: [] });
  expect(outcomes).toEqual({ more: '1' });
});

test('as many schedules as are allowed may be all', async () => {
  const before = 'export function add() { number.value += 1; }';
  const main =
    'const threads = [start(add), start(add)]; for (const each of threads) each.join(); return number.value;';
  const all = await explored('all', main, before);
  expect(all.row.proved).toBe(true);
  const least = await explored('all', main, before, ['--max-schedules', String(all.row.schedules)]);
  expect(least.row.proved).toBe(true);
  const fewer = await explored('all', main, before, ['--max-schedules', String(all.row.schedules - 1)]);
  expect(fewer.row).toMatchObject({ proved: false, coverage: 'sampled' });
});

test('Ctrl-C ends a thread that runs without a step, within seconds', async () => {
  const before = "export function spin() { writeFileSync(2, 'spins'); for (;;); }";
  const path = file(directory, 'spin.mjs', demoSource('start(spin).join();', { before: BEFORE + before }));
  const exploring = pyconc(['explore', path, '--json']);
  exploring.stderr?.once('data', () => exploring.kill('SIGINT'));
  const begun = Date.now();
  const { stdout, exitCode } = await exploring;
  expect(exitCode).toBe(130);
  expect(Date.now() - begun).toBeLessThan(9000);
  expect(JSON.parse(stdout)).toMatchObject({ partial: true, rows: [{ proved: false, problems: [] }] });
});

test('a killed thread is told at once, and proves nothing', async () => {
  const before = 'export function die() { number.value = 1; process.reallyExit(1); for (;;); }';
  const { row, codes } = await explored('killed', 'start(die).join(); return 0;', before);
  expect({ proved: row.proved, codes }).toEqual({ proved: false, codes: ['lost-worker'] });
  expect(row.seconds).toBeLessThan(9);
});

test.each([
  ['after a hang', 'lock.acquire(); lock.acquire();'],
  ['after the program', 'lock.acquire();'],
])('a result that waits for a lock, %s, is a hang', async (_, main) => {
  const { row, outcomes } = await explored('waits', main, '', [], 'result: () => lock.acquire(),');
  expect({ proved: row.proved, outcomes }).toEqual({ proved: true, outcomes: { hung: '1' } });
});

test('with -q, what is not proved is a sentence, and the reasons are on stderr', async () => {
  const before = 'export function poll() { while (number.value === 0); } export function set() { number.value = 1; }';
  const main =
    'const threads = [start(poll), start(set)]; for (const each of threads) each.join(); return number.value;';
  const path = file(directory, 'polls.mjs', demoSource(main, { before: BEFORE + before, more: OUTCOMES }));
  const { stdout, stderr, exitCode } = await pyconc(['explore', path, '-q', '--expect', 'impossible:hung']);
  expect(stdout).toMatch(/not proved: .* there may be other outcomes\.$/);
  expect(stderr).toContain('polling loops were cut');
  expect(stderr).toContain('hung was expected to be impossible, which is not proved');
  expect(exitCode).toBe(3);
});
