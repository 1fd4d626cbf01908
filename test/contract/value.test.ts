import { Value } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/value.js';
import { observe } from '../observe.js';

test("'i' wraps around at 32 bits, 'd' is a double", async () => {
  const { result } = await observe(program.keepNumbers);
  expect(result).toEqual({
    initial: [0, 0, 7, 1.5, -(2 ** 31)],
    i: [1, -1, 2 ** 31 - 1, -(2 ** 31), 5, 2 ** 31 - 1, -1, 0],
    d: [0.1, 1e300, -0, Infinity, NaN, 2 ** 53, 5e-324],
  });
});

test("'i' refuses a number that is not whole, and keeps its old one", async () => {
  const { result } = await observe(program.refuse);
  for (const message of result?.refused ?? []) expect(message).toMatch(/^TypeError: /);
  expect(result).toMatchObject({
    tooLarge: expect.stringMatching(/^OverflowError: /),
    kept: 1,
    typecode: expect.stringMatching(/^TypeError: a Value's typecode is 'i' .* not f$/),
    initial: expect.stringMatching(/^TypeError: /),
  });
});

test('reprs show name, typecode and number', async () => {
  expect((await observe(program.reprs)).result).toEqual([
    "<Value whole('i', 3)>",
    "<Value('d', 0.5)>",
    "<Value('i', -4)>",
  ]);
});

test("a module's value is one value for all threads, and the host reads it; each run begins with its initial number", async () => {
  for (let run = 0; run < 2; run++) {
    expect((await observe(program.changeInThread)).result).toEqual([7, 1.5]);
    expect([program.whole.value, program.double.value]).toEqual([3, 0.5]);
  }
});

test('a thread that spins on a value sees it change', async () => {
  expect((await observe(program.spin)).result).toBe(false);
});

test('doubles are never torn', async () => {
  expect((await observe(program.storeDoubles)).result).toBe(0);
});

test('a value can be made and read where no program runs', () => {
  const value = new Value('i', 5, 'of the test');
  value.value += 1;
  expect(value.value).toBe(6);
});
