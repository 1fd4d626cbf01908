import { expect, test } from 'vitest';
import * as program from '../../build/programs/priority-queue.js';
import { observe } from '../observe.js';

test('the smallest comes first: numbers, texts by code points, tuples element by element', async () => {
  const { result } = await observe(program.orders);
  expect(result).toEqual({
    numbers: [Number.NEGATIVE_INFINITY, -2, 0, 1.5, 3, 9, 10, Number.POSITIVE_INFINITY],
    mixedNumbers: [-1, false, 0.5, true, 2, 3n, 2n ** 70n, 1e300],
    texts: ['', '10', '9', 'B', 'a', 'aa', 'b', 'z', 'é'],
    codePoints: ['a\uffff', 'a\u{10000}', '\ud83d', '\ud83dz', '\ue000', '\uffff', '\u{1f600}'],
    tuples: [[], [9], [9, 'a'], [9, 'a', 0], [9, 'b'], [10, 'a']],
    nested: [
      [[1], 'z'],
      [[1, 5], 'y'],
      [[2, 1], 'x'],
    ],
    dates: [new Date(1), new Date(2)],
  });
});

test('elements that are equal leave the decision to the next: 1 and true, None and None, dicts and nested tuples', async () => {
  expect((await observe(program.equalElements)).result).toEqual(Array(8).fill([1, 2]));
});

test("items that cannot be compared are refused in Python's words, and not kept", async () => {
  const { result } = await observe(program.incomparable);
  const names = [
    "'str' and 'int'",
    "'int' and 'str'",
    "'NoneType' and 'int'",
    "'NoneType' and 'NoneType'",
    "'int' and 'NoneType'",
    "'tuple' and 'int'",
    "'int' and 'str'",
    "'int' and 'NoneType'",
    "'dict' and 'dict'",
    "'dict' and 'dict'",
    "'set' and 'set'",
    "'float' and 'Map'",
    "'str' and 'bool'",
    "'str' and 'int'",
    "'Lock' and 'Lock'",
    "'int' and 'Date'",
  ];
  expect(result).toEqual(
    names.map((types) => [`TypeError: '<' not supported between instances of ${types}`, 1, 1, true]),
  );
});

test('items that cannot be compared and meet only now fail in get, and stay', async () => {
  const { result } = await observe(program.incomparableInside);
  const error = "TypeError: '<' not supported between instances of 'int' and 'str'";
  expect(result).toEqual({ errors: [error, error], after: [3, 3], empty: 0 });
});

test("of equal items the one comes first that comes first with Python's heapq", async () => {
  const { result } = await observe(program.ties);
  expect(result).toEqual({ wrong: 0, names: 3000, count: expect.any(Number) });
  expect(result?.count).toBeGreaterThan(1000);
});

test('a put that is refused after it waited for room leaves the room to the next', async () => {
  const { reason, result } = await observe(program.refusedForRoom, { speed: 'max' });
  expect(reason).toBe('completed');
  expect(result?.first).toBe(1);
  expect(result?.log).toEqual(["TypeError: '<' not supported between instances of 'str' and 'int'", 'null']);
  expect(result?.left).toEqual([2, 3]);
});
