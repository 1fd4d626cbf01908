import { expect, test } from 'vitest';
import * as program from '../../build/programs/thread-local.js';
import { observe } from '../observe.js';

const missing = (name: string) => `AttributeError: '_thread._local' object has no attribute '${name}'`;

test('each thread sees only the attributes that it has set itself', async () => {
  const { reason, result } = await observe(program.areApart);
  expect(reason).toBe('completed');
  expect(result).toEqual(
    [0, 1, 2, 3, 4].map((number) => [number, [missing('x'), false, []], number, [number, number], ['x', 'list']]),
  );
});

test('the attributes of a thread are gone with it, though its worker lives on', async () => {
  expect((await observe(program.goneWithTheThread)).result).toEqual([false, false, false, false, false, false, true]);
});

test('they are gone with its run, too', async () => {
  for (let run = 0; run < 3; run++) {
    const { result } = await observe(program.goneWithTheThread);
    expect(result).toEqual([false, false, false, false, false, false, true]);
  }
});

test("it has attributes as other objects have, and a missing one throws in Python's words", async () => {
  const { result } = await observe(program.attributes);
  expect(result).toEqual([
    1,
    true,
    ['x', 'y'],
    '{"x":1}',
    { x: 1, y: undefined },
    missing('x'),
    missing('x'),
    missing('list'),
    '<_thread._local object>',
    '<_thread._local object>',
  ]);
});

test('a function makes the first attributes of each thread that reads them', async () => {
  const { result } = await observe(program.initialised);
  expect(result?.said).toEqual([
    [11, true],
    [12, true],
    [13, true],
    [14, true],
  ]);
  expect([result?.untouched, result?.touches]).toEqual([0, 1]);
});

test('if that function fails, the next access calls it again', async () => {
  expect((await observe(program.failsAtFirst)).result).toEqual(['Error: not yet', 2, 2]);
});

test('if that function fails, the attributes of no other thread are seen instead', async () => {
  expect((await observe(program.neverSeesOthers)).result).toEqual(['first thread’s', 'Error: broken']);
});

test('a subclass is constructed anew in each thread, with the same arguments', async () => {
  for (let run = 0; run < 2; run++) {
    expect((await observe(program.subclasses)).result).toEqual([
      ['me', 6, [5, 1, -1], -1, 4, 12],
      ['me', 7, [5, 2, -1], -1, 4, 12],
      ['me', 8, [5, 3, -1], -1, 4, 12],
      ['me', 9, [5, 4, -1], -1, 4, 12],
      ['me', 14, [5, 4, -1, 5, -1], -1, 4, 14],
    ]);
  }
});

test('if that fails, the next access constructs it again', async () => {
  expect((await observe(program.subclassFailsAtFirst)).result).toEqual(['Error: not yet', 1, 2, false]);
});

test('a subclass that cannot be constructed again is refused, and the repr has the name of the class', async () => {
  expect((await observe(program.subclassRefusals)).result).toEqual([
    expect.stringMatching(/^TypeError: KeepsArguments takes 1 arguments, and hands 0 on: .* `super\(…\)`/),
    expect.stringMatching(/^TypeError: class Private has the private field #secret, which no other thread can have/),
    "AttributeError: 'Account' object has no attribute 'nothing'",
    '<Account object>',
  ]);
});

test('it takes a function or nothing, and stays in its module', async () => {
  const { result } = await observe(program.refusals);
  expect(result?.[0]).toBe(
    "TypeError: a ThreadLocal is given a function that makes a thread's attributes, not a number",
  );
  expect(result?.[1]).toMatch(/^TypeError: an argument of Thread-1 \(look\) cannot be passed to another thread/);
});
