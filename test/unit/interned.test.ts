import { expect, test } from 'vitest';
import { words } from '../../src/runtime/memory/arena.js';
import { countKeyed, findKeyed, keyed } from '../../src/runtime/memory/interned.js';
import { Control } from '../../src/runtime/memory/map.js';
import { reset, takeSnapshot } from '../../src/runtime/memory/snapshot.js';

const table = Control.COMMON;
const many = Array.from({ length: 5000 }, (_, i) => `${i} file:///a/module/of/some/length.js`);

test('an object is made once per key, however many keys there are', () => {
  let made = 0;
  for (const _ of [1, 2]) for (const [i, key] of many.entries()) expect(keyed(table, key, () => ++made)).toBe(i + 1);
  expect(countKeyed(table)).toBe(many.length);
  for (const [i, key] of many.entries()) expect(findKeyed(table, key)).toBe(i + 1);
  expect(findKeyed(table, 'another')).toBeUndefined();
});

test('a reset restores a table that has grown since', () => {
  const before = countKeyed(table);
  const snapshot = takeSnapshot();
  for (const key of many) keyed(table, `later ${key}`, () => 7);
  reset(snapshot);
  expect(countKeyed(table)).toBe(before);
  expect(findKeyed(table, `later ${many[0]}`)).toBeUndefined();
  expect(findKeyed(table, many.at(-1) as string)).toBe(many.length);
  expect(keyed(table, 'new', () => 9)).toBe(9);
});

test('a table whose growth was interrupted is as it was', () => {
  const [known] = many;
  const old = words[table] as number;
  for (let i = 0; words[table] === old; i++) keyed(table, `until it grows ${i}`, () => i);
  const grown = words[table];
  // As if the thread had been ended before the larger one took its place.
  words[table] = old;
  expect(findKeyed(table, known as string)).toBe(1);
  expect(findKeyed(table, many.at(-1) as string)).toBe(many.length);
  keyed(table, 'grows again', () => 11);
  expect(words[table]).not.toBe(grown);
  expect(findKeyed(table, 'grows again')).toBe(11);
  expect(findKeyed(table, 'until it grows 0')).toBe(0);
});
