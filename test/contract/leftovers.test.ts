import type { LeftBehindEvent } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/leftovers.js';
import { endings, type Observed, observe } from '../observe.js';
import { runFile } from '../run-file.js';

const warnings = ({ events }: Observed<unknown>) =>
  events.filter((event): event is LeftBehindEvent => event.type === 'warning' && event.code === 'left-behind');
/** The work that each thread left, and the line of the file where it began. */
const left = (run: Observed<unknown>) =>
  warnings(run).map(({ thread, code, message, at }) => {
    const what = /^(.*) left (.*) behind \((.*)\): a thread is over when its target returns/.exec(message);
    expect([what?.[1], what?.[3], code]).toEqual([thread, at, 'left-behind']);
    expect(at).toMatch(/test\/programs\/leftovers\.ts:\d+:\d+$/);
    return [thread, what?.[2]];
  });

test('work that needs an event loop is reported and never done, not in the time of the next thread, either', async () => {
  const run = await observe(program.leaveBehind);
  expect(run.reason).toBe('completed');
  expect(run.logs).toEqual([]);
  expect(left(run)).toEqual([
    ['leaveTimer', 'a timer'],
    ['leaveInterval', 'a timer'],
    ['leaveImmediate', 'an immediate'],
    ['leaveAsync', 'a timer, a promise that is not settled'],
    ['leaveTimerLater', 'a timer'],
    ['leaveStuck', 'a promise that is not settled'],
  ]);
});

test('so are input and output that go on', async () => {
  const run = await observe(program.leaveResources);
  expect(run.logs).toEqual([]);
  expect(left(run)).toEqual([
    ['leaveWatcher', expect.stringMatching(/^input or output \(FS\w+\)/)],
    ['leaveServer', expect.stringMatching(/^input or output \(TCP\w+\)/)],
  ]);
});

test('microtasks are done before the thread ends, under its name, and finished work gives no warning', async () => {
  const run = await observe(program.finishInTime);
  expect(run.reason).toBe('completed');
  expect(warnings(run)).toEqual([]);
  expect(run.logs).toEqual([
    'first step in leaveSteps',
    'second step in leaveSteps',
    'third step in leaveSteps',
    'last step in leaveSteps',
    'a microtask of a tick in leaveTicks',
    'to the console',
    'with a callback',
    'written in cleanUp',
  ]);
});

test('an error in a microtask, and a rejection, belongs to its thread, with its message and stack', async () => {
  const run = await observe(program.failLater);
  expect(run.reason).toBe('failed');
  const failed = run.threads.filter(({ error }) => error);
  expect(failed.map(({ name, end, error }) => [name, end, error?.type, error?.message])).toEqual([
    ['rejects', 'exception', 'RangeError', 'rejected'],
    ['rejectsLater', 'exception', 'RangeError', 'rejected later'],
    ['throwsInMicrotask', 'exception', 'RangeError', 'thrown in a microtask'],
    ['throwsAndRejects', 'exception', 'TypeError', 'thrown'],
    ['returnsPromise', 'exception', 'TypeError', expect.stringMatching(/^returnsPromise returned a promise/)],
  ]);
  for (const { error } of failed.slice(0, 4)) expect(error?.stack).toMatch(/ at .*leftovers\.ts:\d+:\d+/);
  expect(run.said).toEqual([
    expect.stringMatching(/^throwsAndRejects: Uncaught: RangeError: rejected as well\n {4}at throwsAndRejects/),
    ...['first', 'second', 'third', 'last'].map((step) => `returnsPromise: ${step} step in returnsPromise`),
  ]);
  expect(warnings(run)).toEqual([]);
});

test('the excepthook is called for it as for other errors', async () => {
  const run = await observe(program.failLaterWithHook);
  expect(run.logs).toEqual(['hook rejected rejects']);
});

test('work that a hook leaves, and an exit in left-over work, belong to the thread as well', async () => {
  const run = await observe(program.exitInHook);
  expect(run.said).toEqual(['rejects: what the hook leaves in rejects']);
  expect(left(run)).toEqual([['rejects', 'a timer']]);
  expect(run.threads.map(({ name, end }) => [name, end])).toEqual([
    ['MainThread', 'returned'],
    ['leaveAsyncExit', 'exit'],
    ['next', 'returned'],
    ['rejects', 'exception'],
    ['next', 'returned'],
  ]);
});

test('it is the same in MainThread', async () => {
  const run = await observe(program.mainLeaves);
  expect(run).toMatchObject({ reason: 'completed', result: 'a result' });
  expect(run.logs).toEqual(
    ['first step', 'second step', 'third step', 'last step'].map((step) => `${step} in MainThread`),
  );
  expect(left(run)).toEqual([['MainThread', 'a timer']]);
});

test('a user’s own program says so on stderr', async () => {
  const { stdout, stderr, code } = await runFile('own-leaves');
  expect(stdout).toBe('completed\n');
  expect(stderr).toMatch(
    /^warning: MainThread left a timer behind \(.*leftovers\.ts:\d+:\d+\): a thread is over .*\n$/,
  );
  expect(code).toBe(0);
});

test('threads that leave work start as reliably as others', async () => {
  for (const speed of [1, 'max'] as const) {
    const run = await observe(program.leaveOften, { speed });
    expect(run.reason).toBe('completed');
    expect(new Set(Object.values(endings(run)))).toEqual(new Set(['returned']));
    expect(warnings(run)).toHaveLength(30);
  }
});
