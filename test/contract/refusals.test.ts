import { defineDemo, run } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/refusals.js';
import { observe } from '../observe.js';

test('an option that a call does not take is refused in Python’s words, with the one that was meant', async () => {
  const { result } = await observe(program.unknownOptions);
  const unexpected = (call: string, name: string, meant: string) =>
    `TypeError: ${call} got an unexpected keyword argument '${name}'. Did you mean '${meant}'?`;
  expect(result).toEqual([
    unexpected('acquire()', 'block', 'blocking'),
    unexpected('acquire()', 'timout', 'timeout'),
    unexpected('acquire()', 'Blocking', 'blocking'),
    unexpected('acquire()', 'block', 'blocking'),
    unexpected('acquire()', 'blocking', 'block'),
    unexpected('acquire()', 'blocking', 'block'),
    unexpected('get()', 'timout', 'timeout'),
    unexpected('put()', 'blok', 'block'),
    unexpected('get()', 'timeuot', 'timeout'),
    unexpected('get()', 'timout', 'timeout'),
    unexpected('put()', 'timout', 'timeout'),
    unexpected('Thread.__init__()', 'deamon', 'daemon'),
    unexpected('Process.__init__()', 'traget', 'target'),
    unexpected('Barrier.__init__()', 'acton', 'action'),
    "TypeError: acquire() got an unexpected keyword argument 'constructor'. It takes blocking, timeout",
    'TypeError: options are given as an object, acquire({ blocking, timeout }), not as an array',
  ]);
});

test('a value that a call does not take is refused, and no object is made of it', async () => {
  const { result } = await observe(program.wrongValues);
  expect(result).toEqual([
    'TypeError: args is a list of arguments, [1, 2], not a string',
    'TypeError: args is a list of arguments, [1, 2], not a string',
    'TypeError: args is a list of arguments, [1, 2], not a string',
    'TypeError: a time is a number of seconds, not a string',
    'TypeError: args is a list of arguments, [1, 2], not an object',
    'TypeError: kwargs is an object of arguments, { a: 1 }, not an array',
    'TypeError: kwargs is an object of arguments, { a: 1 }, not an object',
    expect.stringMatching(/^TypeError: the predicate of waitFor is async: /),
    expect.stringMatching(/^TypeError: the predicate of waitFor returned a promise: /),
    'TypeError: the predicate of waitFor is a function, waitFor(() => …), not a boolean',
    'TypeError: notify is given a number of threads, not a string',
    'TypeError: notify is given a number of threads, not null',
    'TypeError: a semaphore counts in whole numbers, not a string',
    'OverflowError: a semaphore counts to 2147483647',
    'OverflowError: a semaphore counts to 2147483647',
    'OverflowError: a barrier is for at most 2147483647 parties',
    'TypeError: parties is a whole number, not a string',
    "TypeError: a queue's maxsize is a number of items, not an object",
    "OverflowError: a queue's maxsize is at most 2147483647",
    'TypeError: immediate is true or false, not an object',
    "TypeError: put() got an unexpected keyword argument 'blok'. Did you mean 'block'?",
    'TypeError: the name of a Lock is text, not a number',
    'TypeError: a time is a number of seconds, not an object',
    'TypeError: a time is a number of seconds, not an object',
    'TypeError: a time is a number of seconds, not an object',
    'TypeError: a time is a number of seconds, not an array',
    'TypeError: a time is a number of seconds, not null',
    'TypeError: the name of an Event is text, not a number',
    'TypeError: the name of an RLock is text, not an object',
    'TypeError: the name of a SharedList is text, not an array',
  ]);
});

test('a body that would continue after the release is refused, and nothing stays held', async () => {
  const { result } = await observe(program.bodies);
  const after = /it would go on when all is over/;
  for (const [async, generator, promise, thenable, text] of result?.told ?? []) {
    expect(async).toMatch(/^TypeError: the body of with is async: /);
    expect(generator).toMatch(/^TypeError: the body of with is a generator: /);
    expect(promise).toMatch(/^TypeError: the body of with returned a promise: /);
    expect(thenable).toMatch(after);
    expect(text).toBe('TypeError: the body of with is a function, with(() => …), not a string');
  }
  expect(result?.told).toHaveLength(5);
  expect(result?.free).toEqual(Array(5).fill('free'));
});

test('run and defineDemo refuse unknown options and wrong values', async () => {
  const main = program.wrongValues;
  // biome-ignore lint/suspicious/noExplicitAny: anything that a JavaScript caller may write
  const refused = (options: any) => expect(run(main, options)).rejects;
  await refused({ arg: [1] }).toThrow("run() got an unexpected keyword argument 'arg'. Did you mean 'args'?");
  await refused({ onevent() {} }).toThrow("Did you mean 'onEvent'?");
  await refused({ seed: 1.5 }).toThrow('seed is a whole number, not 1.5');
  await refused({ start: 'toString' }).toThrow('start must be aligned, together or free, not toString');
  await refused({ timeout: '5' }).toThrow('timeout is a number, not a string');
  await refused({ trace: 'all' }).toThrow('trace must be log, waits or ops, not all');
  await refused({ signal: {} }).toThrow('signal is an AbortSignal, not an object');
  await refused('fast').toThrow('a name goes with the URL of a module');

  // biome-ignore lint/suspicious/noExplicitAny: as above
  const demo = (more: any) => () => defineDemo({ ...rest, ...more });
  const outcome = { name: 'done', grade: 'expected', because: 'It ends.', when: () => true };
  const rest = { name: 'd', title: 't', topic: 'threads', about: { question: 'a' }, main() {}, outcomes: [outcome] };
  expect(demo({})).not.toThrow();
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const runs = (options: any) => expect(run(demo({ params: { n: { default: 1, about: '' } } })(), options)).rejects;
  await runs({ variant: 'locked' }).toThrow('d has no variant locked; it has: none');
  await runs({ params: { m: 1 } }).toThrow("params of d got an unexpected keyword argument 'm'.");
  expect(demo({ outcome: [] })).toThrow(
    "defineDemo() got an unexpected keyword argument 'outcome'. Did you mean 'outcomes'?",
  );
  expect(demo({ about: 'a' })).toThrow('`about` is an object, { question, cpython }');
  expect(demo({ about: {} })).toThrow('`about` needs a `question`');
  expect(demo({ about: { question: 'a', python: 'b' } })).toThrow("Did you mean 'cpython'?");
  expect(demo({ params: { n: { defualt: 1, about: '' } } })).toThrow("Did you mean 'default'?");
  expect(demo({ outcomes: [{ ...outcome, becuase: '' }] })).toThrow("Did you mean 'because'?");
  const noticing = (notice: unknown) => demo({ outcomes: [{ ...outcome, notice }] });
  for (const notice of ['Look.', { en: 'Look.', zh: '看' }, () => 'Look.', undefined]) {
    expect(noticing(notice)).not.toThrow();
  }
  for (const notice of [5, null, { zh: '看' }, ['Look.']]) {
    expect(noticing(notice)).toThrow('the notice of done must be text, or a function that makes it of a run');
  }
  for (const verb of ['trials', 'explore']) {
    expect(demo({ [verb]: { params: {} } })).not.toThrow();
    expect(demo({ [verb]: { param: {} } })).toThrow(
      `\`${verb}\` of defineDemo() got an unexpected keyword argument 'param'`,
    );
    expect(demo({ [verb]: 5 })).toThrow('options are given as an object, { params }');
  }
});
