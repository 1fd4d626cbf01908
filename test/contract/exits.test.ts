import { SystemExit } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/exits.js';
import { endings, observe } from '../observe.js';
import { runFile } from '../run-file.js';

const stderr = (run: Awaited<ReturnType<typeof observe>>) =>
  run.events.flatMap((event) => (event.type === 'log' && event.stream === 'stderr' ? [event.text] : []));

test('process.exit and SystemExit end a thread, in silence, and nothing else; what it holds with `with` is released', async () => {
  const run = await observe(program.exitInThreads);
  expect(run.reason).toBe('completed');
  expect(run.result).toBe(false);
  expect(run.logs).toEqual(['finally false']);
  expect(endings(run)).toEqual({
    MainThread: 'returned',
    exit: 'exit',
    text: 'exit',
    throw: 'exit',
    with: 'exit',
    'Thread-1': 'exit',
  });
  expect(run.threads.filter(({ error }) => error)).toEqual([]);
  expect(run.exitcode).toBeUndefined();
});

test('a handler that catches everything catches it, too', async () => {
  const { result } = await observe(program.isCaught);
  expect(result).toEqual(['SystemExit: 3', 'SystemExit: ', 'SystemExit: text', true, true, 3]);
});

test.each([
  [program.exitWith0, 0],
  [program.exitWith7, 7],
  [program.exitWith263, 7],
  [program.exitBelow0, 255],
  [program.exitWithNothing, 0],
  [program.exitWithNull, 0],
  [program.exitWithTrue, 1],
  [program.throwExit7, 7],
  [program.declareAndExit, 7],
])('in main, its code is the exit status, as in Python: %o', async (main, exitcode) => {
  const run = await observe(main as () => void);
  expect(run).toMatchObject({ reason: 'completed', exitcode });
  expect(run.result).toBeUndefined();
  expect(endings(run)).toEqual({ MainThread: 'exit' });
  expect(run.events.at(-1)).toMatchObject({ type: 'run.end', reason: 'completed', exitcode });
  expect(stderr(run)).toEqual([]);
});

test.each([
  [program.exitWithText, 'no good'],
  [program.exitWithFraction, '1.5'],
])('a code that is not a number goes to stderr, and the status is 1: %o', async (main, text) => {
  const run = await observe(main as () => void);
  expect(run).toMatchObject({ reason: 'completed', exitcode: 1 });
  expect(stderr(run)).toEqual([text]);
});

test('process.exitCode counts if main has set it, and does not stay for the next run', async () => {
  expect(await observe(program.declare7)).toMatchObject({ result: 'a result', exitcode: 7 });
  expect((await observe(program.simplyReturn)).exitcode).toBeUndefined();
  expect((await observe(program.declareInThread)).exitcode).toBeUndefined();
});

test('when main leaves, the other threads and processes come to their end first', async () => {
  const run = await observe(program.exitWhileOthersRun);
  expect(run.logs).toEqual(['a thread is awaited']);
  expect(run.processes.map(({ exitcode, end }) => [exitcode, end])).toEqual([[4, 'exited']]);
  expect(run).toMatchObject({ reason: 'completed', exitcode: 3 });
});

test('a failed thread fails the run, whatever code main sets; the code of a main that fails does not count', async () => {
  expect(await observe(program.exitAfterThreadFailed)).toMatchObject({ reason: 'failed', exitcode: 0 });
  const failed = await observe(program.failAfterDeclaring);
  expect(failed.reason).toBe('failed');
  expect(failed.exitcode).toBeUndefined();
});

test('in a child process it is the exit code of that process', async () => {
  const run = await observe(program.childExits);
  expect(run.result).toEqual([3, 1, 4, 9, 0]);
  expect(run.reason).toBe('completed');
  expect(stderr(run)).toEqual(['no good']);
});

test.each([
  ['own-exits-in-main', 7, 'a thread is awaited\n'],
  ['own-exits-with-text', 1, ''],
])('a user’s own program has that exit status: %s', async (file, status, said) => {
  const { code, stdout, stderr } = await runFile(file);
  expect(stdout).toBe(said);
  expect(stderr).toBe(status === 1 ? 'no good\n' : '');
  expect(code).toBe(status);
});

test('SystemExit keeps what it was given', () => {
  expect(
    [new SystemExit(), new SystemExit(3), new SystemExit('text')].map((error) => [error.code, `${error}`]),
  ).toEqual([
    [undefined, 'SystemExit'],
    [3, 'SystemExit: 3'],
    ['text', 'SystemExit: text'],
  ]);
});

// ------------------------------------------------------------------------------------------------ MainThread

test('MainThread can be joined: it has ended with its code, though it waits for the joiner', async () => {
  const run = await observe(program.isJoined);
  expect(run.reason).toBe('completed');
  expect(run.logs).toEqual([
    'true',
    'true',
    'main is over',
    expect.stringMatching(/^false <_MainThread\(MainThread, stopped \d+\)> true$/),
  ]);
});

test('while its code runs, threads that join it wait, and a hang that it is part of is detected', async () => {
  const run = await observe(program.mainHangs);
  expect(run.reason).toBe('hung');
  expect(run.diagnosis?.waiting.map(({ thread, call, object }) => [thread, call, object])).toEqual([
    ['MainThread', 'Lock.acquire', 'a lock'],
    ['joiner', 'Thread.join', 'MainThread'],
  ]);
  expect(run.diagnosis?.cycle).toEqual(['MainThread', 'joiner']);
});

test('the diagnosis of a hang after main has MainThread, too, which waits for the hanging thread', async () => {
  const run = await observe(program.hangsAfterMain);
  expect(run.reason).toBe('hung');
  expect(run.diagnosis?.waiting.map(({ thread, call, object }) => [thread, call, object])).toEqual([
    ['MainThread', 'Thread.join', 'joiner'],
    ['joiner', 'Lock.acquire', 'a lock'],
  ]);
});
