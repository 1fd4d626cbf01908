import { fileURLToPath } from 'node:url';
import type { RunResult } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/unshared.js';
import { pyconc } from '../cli/pyconc.js';
import { loadDemo, VARIANTS } from '../demos/observe-demo.js';
import { observe } from '../observe.js';
import { runFile } from '../run-file.js';

type Warning = NonNullable<RunResult['warnings']>[number];
type UnsharedVariable = Extract<Warning, { code: 'unshared-variable' }>;

/** `MainThread: 0`, `a: 3`. */
function copiesOf({ copies }: UnsharedVariable): string[] {
  return copies.map(({ threads, value }) => `${threads.join(', ')}: ${value}`);
}

async function warningsOf(main: () => unknown): Promise<UnsharedVariable[]> {
  const { warnings = [] } = await observe(main);
  return warnings as UnsharedVariable[];
}

test.each([
  ['hidden', 'let hidden = 0;', program.mainOfHidden, ['MainThread: 0', 'a: 3', 'b: 3']],
  ['exported', 'export let exported = 0;', program.mainOfExported, ['MainThread: 0', 'a: 1', 'b: 1']],
  ['results', 'const results: number[] = [];', program.mainOfResults, ['MainThread: []', 'a: [ 1 ]', 'b: [ 1 ]']],
  [
    'state',
    'const state = { isDone: false };',
    program.mainOfState,
    ['MainThread: { isDone: false }', 'a: { isDone: true }'],
  ],
  [
    'counts',
    'const counts = new Map<string, number>();',
    program.mainOfCounts,
    ['MainThread: Map(0) {}', "a: Map(1) { 'a' => 1 }"],
  ],
  ['total', 'export let total = 0;', program.mainOfTotal, ['MainThread: 0', 'a: 10']],
  ['collected', 'export const collected: number[] = [];', program.mainOfCollected, ['MainThread: []', 'a: [ 1 ]']],
  ['sums', 'const sums: number[] = [];', program.mainOfSubclass, ['MainThread: []', 'a: [ 1 ]']],
  ['isVerbose', 'let isVerbose = false;', program.mainWithSettings, ['MainThread: true', 'a: false', 'b: false']],
  ['turns', 'let turns = 0;', program.mainOfTurns, ['MainThread: 0', 'a, b: 2']],
  ['failures', 'let failures = 0;', program.mainThatFails, ['MainThread: 0', 'a: 1']],
] as const)('a module variable that differs between threads is named: %s', async (name, source, main, copies) => {
  const [warning, ...others] = await warningsOf(main);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ code: 'unshared-variable', what: 'variable', name, source });
  expect(warning?.at).toMatch(/\/test\/programs\/unshared(-state)?\.ts:\d+:\d+$/);
  expect(warning && copiesOf(warning)).toEqual(copies);
});

test('what threads of an earlier run have left in a variable is not taken for a change', async () => {
  await observe(program.mainOfHidden);
  const { logs, warnings } = await observe(program.mainOfReaders);
  // Or this test tells nothing.
  expect(logs.every((line) => /^hidden [369]$/.test(line))).toBe(true);
  expect(warnings).toBeUndefined();
});

test('a hang that comes of it is told with it', async () => {
  const { reason, diagnosis, warnings } = await observe(program.mainThatHangs);
  expect(reason).toBe('hung');
  expect(diagnosis?.waiting.map(({ thread }) => thread)).toEqual(['MainThread', 'consumer']);
  const [warning, ...others] = warnings as UnsharedVariable[];
  expect(others).toEqual([]);
  expect(warning?.name).toBe('stock');
  expect(warning && copiesOf(warning)).toEqual(['MainThread: []', 'consumer: []', "producer: [ 'bread' ]"]);
});

test('so is a flag that main polls until the time limit', async () => {
  const { reason, warnings } = await observe(program.mainThatPolls, { timeout: 1 });
  expect(reason).toBe('timeout');
  const [warning, ...others] = warnings as UnsharedVariable[];
  expect(others).toEqual([]);
  expect(warning && copiesOf(warning)).toEqual(['MainThread: false', 'a: true']);
});

test('a thread that computes cannot be asked, and delays nothing', async () => {
  const { reason, warnings } = await observe(program.mainThatComputes, { timeout: 1 });
  expect(reason).toBe('timeout');
  expect(warnings).toBeUndefined();
});

test('an array argument that a thread fills is named, with the parameter', async () => {
  const [warning, ...others] = await warningsOf(program.mainOfFilled);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({
    what: 'argument',
    name: 'filled',
    source: 'export function fill(_: number, filled: number[]): void {',
    copies: [{ threads: ['a'], given: '0 items', value: '3 items' }],
  });
});

test('so is one that two threads empty, each for itself', async () => {
  const [warning, ...others] = await warningsOf(program.mainOfTaken);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ what: 'argument', name: 'tasks' });
  expect(warning?.copies).toEqual(
    ['a', 'b'].map((thread) => ({ threads: [thread], given: '3 items', value: '0 items' })),
  );
});

test.each([
  ['that uses shared objects, and variables of its own in main', program.mainThatIsRight],
  ['whose threads each empty an array of their own', program.mainOfPortions],
  ['whose thread has not ended', program.mainWithDaemon],
])('nothing is said of a program %s', async (_, main) => {
  expect(await warningsOf(main)).toEqual([]);
});

const first = VARIANTS.filter(([demo], i) => VARIANTS.findIndex(([other]) => other === demo) === i);

test.each(first)('nothing is said of %s', async (name) => {
  const demo = await loadDemo(name);
  const { warnings = [] } = await observe(demo as never, { speed: 'max' });
  expect(warnings.filter(({ code }) => code === 'unshared-variable')).toEqual([]);
});

test('a program of one’s own is told on stderr', async () => {
  const { stdout, stderr, code } = await runFile('own-unshared');
  expect(stdout).toBe('counter 0, 0 added\n');
  const place = (line: number) => String.raw` {6}/.*own-unshared\.ts:${line} {2}`;
  expect(stderr).toMatch(
    new RegExp(
      [
        'warning: Each thread has its own copy of the module variable counter: to share it, use a Value or a SharedList.',
        ' {2}At the end it was 0 in MainThread; 1000 in Thread-1.',
        `${place(5)}let counter = 0;`,
        'warning: An array argument is copied, and added was changed in the copy alone: to share it, use a SharedList or a Queue.',
        ' {2}Thread-1 was given 0 items and ended with 1 item.',
        `${place(7)}export function add\\(added: number\\[\\]\\): void {`,
        '$',
      ].join('\n'),
    ),
  );
  expect(code).toBe(0);
});

test('a demo is told in its summary and in its JSON', async () => {
  const file = fileURLToPath(new URL('../../build/programs/unshared-demo.js', import.meta.url));
  const { stdout } = await pyconc(['run', file]);
  expect(stdout).toContain('Each thread has its own copy of the module variable counter');
  expect(stdout).toContain('At the end it was 0 in MainThread; 1 in Thread-1.');
  expect(stdout).toMatch(/unshared-demo\.ts:5 +let counter = 0;/);
  const { stdout: json } = await pyconc(['run', file, '--json']);
  expect(JSON.parse(json).runs[0].warnings).toMatchObject([{ code: 'unshared-variable', name: 'counter' }]);
});
