/** Programs for the contract of SharedList. */
import { inspect } from 'node:util';
import { SharedList } from 'pyconc';
import { Lock } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, startEach, together } from './thread-helpers.js';

const list = new SharedList<unknown>('the list');
const taken = new SharedList<unknown>();

export function fill(first: number, many: number) {
  for (let i = 0; i < many; i++) list.append(first + i);
}

export function appendTogether() {
  join(
    startEach(
      fill,
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i * 1000, 1000]),
    ),
  );
  const numbers = list.toArray() as number[];
  // The items of one thread are in the order in which it has appended them.
  const isInOrder = [0, 1, 2, 3, 4, 5, 6, 7].every((i) => {
    const own = numbers.filter((number) => Math.floor(number / 1000) === i);
    return own.every((number, n) => number === i * 1000 + n);
  });
  return [list.length, new Set(numbers).size, isInOrder];
}

export function drain(index: number) {
  for (;;) {
    try {
      taken.append(list.pop(index));
    } catch (error) {
      if ((error as Error).name !== 'IndexError') throw error;
      return;
    }
  }
}

export function popTogether() {
  for (let i = 0; i < 4000; i++) list.append(i % 2 ? i : `number ${i}`);
  join(startEach(drain, [[-1], [0], [-1], [0]]));
  const all = taken.toArray().map((item) => Number(String(item).replace('number ', '')));
  return [all.length, new Set(all).size, list.length];
}

export function addAndTake(times: number) {
  for (let i = 0; i < times; i++) {
    list.append({ text: 'x'.repeat(i % 300), i });
    const { text, i: n } = list.at(0) as { text: string; i: number };
    if (text.length !== n % 300) taken.append('torn');
    list.pop(i % 2 ? 0 : -1);
  }
}

/** A thread that reads an item reads a whole one, though others take it at the same time. */
export function readWhileOthersTake() {
  list.append({ text: '', i: 0 });
  together(4, addAndTake, 1000);
  return [taken.toArray(), list.length];
}

export function indices() {
  for (const item of ['a', 'b', 'c', 'd', 'e']) list.append(item);
  const read = [0, 4, -1, -5].map((index) => list.at(index));
  const popped = [list.pop(), list.pop(0), list.pop(1), list.pop(-2)];
  return { read, popped, left: list.toArray() };
}

export function outside() {
  const empty = [caught(() => list.pop()), caught(() => list.pop(3)), caught(() => list.at(0))];
  list.append('only');
  const beyond = [
    caught(() => list.pop(1)),
    caught(() => list.pop(-2)),
    caught(() => list.at(1)),
    caught(() => list.at(-2)),
  ];
  const strange = [0.5, Number.NaN, '0' as unknown as number].map((index) => [
    caught(() => list.at(index)),
    caught(() => list.pop(index)),
  ]);
  return { empty, beyond, strange, left: list.toArray() };
}

export function copies() {
  const item = { inner: [1] };
  list.append(item);
  item.inner.push(2);
  const first = list.at(0) as typeof item;
  first.inner.push(3);
  const second = list.at(0) as typeof item;
  return [first.inner, second.inner, (list.pop() as typeof item).inner];
}

export function holdFirst() {
  (list.at(0) as Lock).acquire();
}

export function sharedObjects() {
  const lock = new Lock();
  list.append(lock);
  list.append({ deep: [lock] });
  together(1, holdFirst);
  const deep = list.pop() as { deep: [Lock] };
  return [lock.locked(), deep.deep[0].locked(), String(list.pop()) === String(lock)];
}

export function refuse() {
  list.append('before');
  const refused = [() => 1, Symbol('s'), { deep: [() => 1] }, new WeakMap()].map(
    (item) => caught(() => list.append(item))?.split(':')[0],
  );
  return [refused, list.toArray()];
}

/** As many as fit into an arena of 8 MiB. */
export function fillUp() {
  let count = 0;
  const error = caught(() => {
    for (; ; count++) list.append('x'.repeat(10_000));
  });
  const isWhole = list.length === count && (list.at(-1) as string).length === 10_000;
  list.clear();
  const empty = list.length;
  let again = 0;
  caught(() => {
    for (; ; again++) list.append('y'.repeat(10_000));
  });
  return { error: error?.slice(0, 60), isWhole, empty, isAsMany: again === count };
}

export function clear() {
  for (let i = 0; i < 100; i++) list.append({ i });
  list.clear();
  list.clear();
  list.append('new');
  return list.toArray();
}

export function texts() {
  for (const item of ['a', 1, null, [1, 'b'], { c: 2 }]) list.append(item);
  return [String(list), inspect(list), JSON.stringify({ list }), String(new SharedList())];
}

export function tryPop() {
  if (list.length > 0) taken.append(caught(() => list.pop()));
}

/** Between a test and a pop another thread may pop. */
export function checkThenAct() {
  let errors = 0;
  for (let round = 0; round < 50; round++) {
    list.append(0);
    join(start(2, tryPop));
    errors += taken.toArray().filter((error) => error !== null).length;
    taken.clear();
    list.clear();
  }
  return errors;
}

/** By index, as in Python; and keys that are not an index keep their meaning. */
export function byIndex() {
  const letters = new SharedList<string>();
  for (const letter of 'abc') letters.append(letter);
  const read = [letters[0], letters[-1], letters[2]];
  letters[0] = 'A';
  letters[-1] = 'C';
  letters.set(1, 'B');
  const isAsItWas = letters instanceof SharedList && Object.keys(letters).length === 0;
  return {
    read,
    written: letters.toArray(),
    isAsItWas,
    name: (letters as unknown as Record<string, unknown>).nothing,
    errors: [
      caught(() => letters[3]),
      caught(() => letters[-4]),
      caught(() => {
        letters[3] = 'd';
      }),
      caught(() => letters[0.5]),
      caught(() => {
        letters[0] = (() => {}) as unknown as string;
      }),
    ],
    left: letters.toArray(),
  };
}

export function insertAndRemove() {
  const items = new SharedList<unknown>();
  items.insert(5, 'b');
  items.insert(0, 'a');
  items.insert(-1, 'between');
  items.insert(-100, 'first');
  for (let i = 0; i < 20; i++) items.insert(2, i);
  const inserted = items.toArray();
  for (let i = 0; i < 20; i++) items.remove(i);
  return [inserted.length, inserted.slice(0, 4), items.toArray(), caught(() => items.remove('c')), items.length];
}

export function equality() {
  const [one, other] = [new Lock(), new Lock()];
  const items = new SharedList<unknown>();
  for (const item of [1, 'text', null, { a: [1, 2] }, one, NaN, [other]]) items.append(item);
  class Point {
    x = 1;
    get list() {
      return items.length;
    }
  }
  items.append(new Point());
  const sought = [
    1,
    '1',
    'text',
    null,
    undefined,
    { a: [1, 2] },
    { a: [1] },
    one,
    other,
    NaN,
    [other],
    [one],
    new Point(),
  ];
  return { at: sought.map((item) => items.indexOf(item)), has: items.includes(one) };
}

export function iterate() {
  const items = new SharedList<number>();
  for (let i = 0; i < 5; i++) items.append(i);
  const seen: number[] = [];
  for (const item of items) {
    seen.push(item);
    if (item === 1) items.pop(0);
    if (item === 3) items.append(5);
  }
  return [seen, [...items], Math.max(...items)];
}

export function replaceOften(times: number) {
  for (let i = 0; i < times; i++) list[i % 4] = 'x'.repeat(1000 + (i % 7));
}

/** Replaced items are freed: in all, many times more than the arena holds. */
export function replaceTogether() {
  for (let i = 0; i < 4; i++) list.append('');
  join(start(3, replaceOften, 20_000));
  return list.toArray().every((text) => /^x{1000,1006}$/.test(text as string));
}
