import { activeCount, currentThread, enumerate, mainThread, Thread } from 'pyconc/threading';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/thread.js';
import { endings, observe } from '../observe.js';

const file = '/test/programs/thread.ts:';

test('a thread without a name is numbered, and named after its target', async () => {
  const { result } = await observe(program.naming);
  expect(result).toEqual([
    'Thread-1',
    'Thread-2 (nothing)',
    'mine',
    'Thread-3',
    '5',
    'Thread-4 (<lambda>)',
    'Thread-5',
    'mine',
  ]);
});

test('numbers start again with each run', async () => {
  const { result } = await observe(program.naming);
  expect(result?.[0]).toBe('Thread-1');
});

test('the name can be set to anything, which becomes text', async () => {
  expect((await observe(program.nameSetter)).result).toBe('7');
});

test('a group is refused, and so is a target that is not a function', async () => {
  const { result } = await observe(program.impossibleOptions);
  expect(result).toEqual([
    'AssertionError: group argument must be None for now',
    null,
    'TypeError: a target is a function that its module exports, not a string',
    'TypeError: options are given as an object, new Thread({ target, args }), not as a function',
    'TypeError: options are given as an object, new Thread({ target, args }), not as null',
    'TypeError: args is a list of arguments, [1, 2], not a number',
  ]);
});

test('a thread is a daemon if its creator is one, unless the option says otherwise', async () => {
  const { logs } = await observe(program.inheritDaemon);
  expect(logs).toEqual(['1 true true false', '0 true true false']);
});

test('the daemon flag cannot be changed once the thread is started', async () => {
  const { result } = await observe(program.daemonSetter);
  const refusal = 'RuntimeError: cannot set daemon status of active thread';
  expect(result).toEqual({ before: false, whileAlive: refusal, afterwards: refusal, after: true });
});

test('a daemon is cut short at the end, which is not a failure', async () => {
  const run = await observe(program.leaveDaemonBehind);
  expect(run.reason).toBe('completed');
  expect(run.seconds).toBeLessThan(10);
  expect(run.logs).toEqual([]);
  expect(endings(run)).toEqual({ MainThread: 'returned', 'Thread-1 (sleepLong)': 'alive' });
  expect(run.events.filter(({ type }) => type === 'thread.end')).toHaveLength(1);
});

test('other threads are awaited, even when main throws', async () => {
  const run = await observe(program.throwWhileOthersRun);
  expect(run.logs).toEqual(['said']);
  expect(run.reason).toBe('failed');
  expect(run.error).toMatchObject({ type: 'Error', message: 'main fails' });
  expect(endings(run)).toEqual({ MainThread: 'exception', 'Thread-1 (sleepShort)': 'returned' });
});

test('a thread is started once only', async () => {
  const { result } = await observe(program.startTwice);
  const refusal = 'RuntimeError: threads can only be started once';
  expect(result).toEqual([refusal, refusal]);
});

test('join is refused before the start, and to the thread itself', async () => {
  const { result, logs } = await observe(program.joinErrors);
  const itself = 'RuntimeError: cannot join current thread';
  expect(result).toEqual(['RuntimeError: cannot join thread before it is started', itself]);
  expect(logs).toEqual([itself, itself]);
});

test('join refuses an invalid timeout, a number only if it has to wait; None is for ever', async () => {
  const text = 'TypeError: a time is a number of seconds, not a string';
  const tooLong = 'OverflowError: timestamp out of range for platform time_t';
  expect((await observe(program.joinForNoTime)).result).toEqual({
    alive: ['ValueError: Invalid value NaN (not a number)', tooLong, tooLong, text],
    isAlive: false,
    over: [null, null, null, text],
  });
});

test('join with a timeout returns nothing, on time, and the thread lives on', async () => {
  const { result } = await observe(program.joinBriefly);
  expect(result).toMatchObject({ answer: undefined, isAlive: true });
  expect(result?.seconds).toBeGreaterThan(0.06);
  expect(result?.seconds).toBeLessThan(3);
});

test.each([program.joinNegative, program.joinZero])(
  'join with a timeout of 0 or less returns at once: %#',
  async (main) => {
    const { result } = await observe(main);
    expect(result?.isAlive).toBe(true);
    expect(result?.seconds).toBeLessThan(3);
  },
);

test('many threads can join one, again and again', async () => {
  expect((await observe(program.joinFromMany)).result).toEqual([0, 5]);
});

test('a thread is alive, and has an ident, from its start to its end', async () => {
  const { result } = await observe(program.state);
  expect(result).toEqual([
    [false, false, '<Thread(Thread-1 (pass), initial)>'],
    [true, true, '<Thread(Thread-1 (pass), started 2)>'],
    [false, true, '<Thread(Thread-1 (pass), stopped 2)>'],
    true,
  ]);
});

test('kwargs is passed as the last argument, if there are any', async () => {
  const { logs } = await observe(program.passArguments);
  expect(logs).toEqual(['[1,"two",[3]]', '[1,{"b":2}]', '[]']);
});

test('arguments are copied at the start', async () => {
  const { logs, result } = await observe(program.argumentsAreCopies);
  expect(logs).toEqual(['[1,2,3]']);
  expect(result).toEqual([1, 2]);
});

test('run() called directly runs in the calling thread, once', async () => {
  const { logs, result } = await observe(program.runDirectly);
  const spent = "AttributeError: 'Thread' object has no attribute '_target'";
  expect(logs).toEqual(['ran in MainThread']);
  expect(result).toEqual([spent, spent, false]);
});

test('a thread without a target does nothing', async () => {
  const run = await observe(program.startWithoutTarget);
  expect(run.result).toBe(false);
  expect(endings(run)).toEqual({ MainThread: 'returned', 'Thread-1': 'returned' });
});

test('a subclass runs its own run, with the fields that it had at the start', async () => {
  const { logs, result } = await observe(program.startSubclass);
  expect(logs).toEqual(['hello Thread-1 true true']);
  expect(result).toBe('Thread-1');
});

test('a subclass whose run calls super.run() runs its target', async () => {
  const { said } = await observe(program.startWrapper);
  const name = 'Thread-1 (tellWhere)';
  expect(said).toEqual([`${name}: before`, `${name}: inside ${name}`, `${name}: after`]);
});

test('targets are found in other modules: re-exported, under another name, as the default, and without a name', async () => {
  const { logs } = await observe(program.targetsElsewhere);
  expect(logs).toEqual([
    'named Thread-1 (named)',
    'aliased Thread-2 (inner)',
    'default Thread-3 (standard)',
    'made Thread-4 (<lambda>)',
  ]);
});

test('a target that a thread could not find, or not run, is refused at the start by its name', async () => {
  const { result, logs } = await observe(program.startSeveralWays);
  const [
    inline,
    method,
    local,
    hidden,
    unexported,
    subclass,
    asynchronous,
    generator,
    secret,
    lambda,
    symbol,
    thread,
    alive,
  ] = result as string[];
  expect(inline).toMatch(
    /^TypeError: the function `\(\) => log\(.never said.\)` is not exported .*`export function name`/,
  );
  expect(method).toMatch(/^TypeError: the function `target\(\) \{ …` is not exported .*`export function name`/);
  expect(local).toMatch(/^TypeError: local is not exported by any module .*write `export function local`/);
  expect(hidden).toMatch(/^TypeError: hidden is not exported by .*targets\.js/);
  expect(unexported).toMatch(/^TypeError: unexported is not exported by /);
  expect(subclass).toMatch(/^TypeError: Unexported is not exported by /);
  expect(asynchronous).toMatch(/^TypeError: asynchronous is async: /);
  expect(generator).toMatch(/^TypeError: generator is a generator: /);
  expect(secret).toMatch(/^TypeError: class Private has the private field #secret, /);
  expect(lambda).toMatch(
    /^TypeError: an argument of Thread-\d+ \(tellArguments\) cannot be passed .*\(\) => 1 could not be cloned/,
  );
  expect(symbol).toMatch(/^TypeError: an argument of .*Symbol\(s\) could not be cloned/);
  expect(thread).toMatch(/^TypeError: an argument of .*only once it is started\. /);
  expect(alive).toBe(1);
  expect(logs).toEqual([]);
});

test('a target that returns a promise fails, since nothing would wait for it', async () => {
  const run = await observe(program.startPromising);
  expect(run.reason).toBe('failed');
  expect(run.threads[1]).toMatchObject({ end: 'exception', error: { type: 'TypeError' } });
  expect(run.threads[1]?.error?.message).toMatch(/^returnsPromise returned a promise/);
});

test('threads start threads', async () => {
  const { logs } = await observe(program.nestDeeply);
  expect(logs).toEqual([5, 4, 3, 2, 1, 0].map((depth) => `depth ${depth}`));
});

test('enumerate and activeCount return the threads that are alive, daemons and the caller included', async () => {
  const { result } = await observe(program.everybody);
  expect(result).toEqual({
    alone: [1, 1],
    names: ['MainThread', 't0', 't1 daemon', 't2'],
    together: 4,
    after: 1,
  });
});

test('a thread is the same object at each look-up, for its starter the one that was started', async () => {
  const { result, logs } = await observe(program.sameObjects);
  expect(result).toEqual([true, true, true, 1]);
  expect(logs).toContain('true true true');
});

test('currentThread returns the caller, and mainThread the thread of main', async () => {
  const { result, logs } = await observe(program.askWho);
  expect(result).toEqual(['MainThread', false, true, true, '<_MainThread(MainThread, started 1)>', true]);
  expect(logs).toEqual(['somebody true true MainThread true true']);
});

test('a thread that is renamed has its new name for all, and in its events from then on', async () => {
  const run = await observe(program.rename);
  expect(run.said).toEqual(['second: my name is second']);
  expect(run.result).toBe('third');
  expect(run.threads[1]).toMatchObject({ name: 'third', end: 'returned' });
});

test("reprs are Python's", async () => {
  const { result } = await observe(program.reprs);
  expect(result).toEqual([
    '<Thread(plain, initial)>',
    '<Thread(quiet, initial daemon)>',
    '<Greeter(Thread-N, initial)>',
    '<Thread(plain, stopped 2)>',
  ]);
});

test('a thread that has ended stays ended when others have taken its slot', async () => {
  const { result, logs } = await observe(program.oldHandles);
  expect(result).toEqual({
    facts: ['first', false, 2, true],
    name: 'renamed',
    others: ['later 0', 'later 1', 'later 2', 'later 3'],
  });
  expect(logs).toEqual(['old false']);
});

test("an uncaught exception ends its thread alone, and is reported with the user's own frames", async () => {
  const run = await observe(program.oneFails);
  expect(run.reason).toBe('failed');
  expect(run.result).toBe('done');
  expect(run.logs).toEqual(['said', 'main goes on']);
  expect(endings(run)).toEqual({ MainThread: 'returned', failing: 'exception', other: 'returned' });
  const { error } = run.threads[1] ?? {};
  expect(error).toMatchObject({ type: 'RangeError', message: 'out of it' });
  const [first, ...frames] = error?.stack.split('\n') ?? [];
  expect(first).toBe('RangeError: out of it');
  expect(frames).toHaveLength(2);
  for (const frame of frames) expect(frame).toContain(file);
});

test('any value can be thrown', async () => {
  const { threads } = await observe(program.throwValues);
  expect(threads.slice(1).map(({ end, error }) => [end, error?.type, error?.message])).toEqual([
    ['exception', 'string', 'just text'],
    ['exception', 'undefined', 'undefined'],
    ['exception', 'null', 'null'],
    ['exception', 'object', '[Object: null prototype] {}'],
    ['exception', '5', '[Function: message]'],
    ['exception', 'symbol', 'Symbol(sign)'],
  ]);
});

test('process.exit ends its thread, with any code, as one event; joiners go on, and what it held stays held', async () => {
  const run = await observe(program.oneQuits);
  expect(run.reason).toBe('completed');
  expect(run.result).toBe('main goes on');
  expect(run.logs).toEqual(['false true', 'false true']);
  expect(endings(run)).toEqual({ MainThread: 'returned', 'exit 0': 'exit', 'exit 3': 'exit' });
  expect(run.events.filter(({ type }) => type === 'thread.end')).toHaveLength(3);
  expect(run.threads.every(({ error }) => error === undefined)).toBe(true);
  expect(run.exitcode).toBeUndefined();
});

test('where no program runs, threads can be made but not started, and none is alive', () => {
  const refusal = /no program is running here: call run\(main\)/;
  const thread = new Thread({ name: 'of the test' });
  expect(() => thread.start()).toThrow(refusal);
  expect(() => currentThread()).toThrow(refusal);
  expect(() => enumerate()).toThrow(refusal);
  expect(() => activeCount()).toThrow(refusal);
  expect(() => mainThread()).toThrow(refusal);
  expect([thread.name, thread.isAlive(), thread.ident]).toEqual(['of the test', false, undefined]);
});
