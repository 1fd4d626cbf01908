import { Buffer } from 'node:buffer';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from '../../src/runtime/objects/codec.js';
import { Lock } from '../../src/threading/lock.js';
import { Thread } from '../../src/threading/thread.js';
import { Value } from '../../src/value.js';
import '../seed.js';

const copy = <T>(value: T) => decode(encode(value)) as T;

test('any value that v8 can serialise comes out as v8 would bring it out', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withSparseArray: true,
      }),
      (value) => {
        expect(copy(value)).toEqual(deserialize(serialize(value)));
      },
    ),
  );
});

test.each([
  null,
  undefined,
  true,
  0,
  -0,
  NaN,
  Infinity,
  2 ** 53,
  1n,
  -(2n ** 80n),
  '',
  'ä中\u{1f600}\ud800',
  new Date(7),
  new Date(NaN),
  /a+/giu,
])('%s stays itself', (value) => {
  expect(copy(value)).toStrictEqual(value);
  expect(copy([value])).toStrictEqual([value]);
});

test.each([
  new Int8Array([-1, 2]),
  new Uint8Array([]),
  new Uint8ClampedArray([255]),
  new Uint16Array([1, 65535]),
  new Int32Array([-5]),
  new Float32Array([0.5]),
  new Float64Array([-0, NaN, 1e300]),
  new BigInt64Array([-1n]),
  new BigUint64Array([2n ** 64n - 1n]),
])('views of buffers keep type and content: %s', (view) => {
  const result = copy({ before: 'x', view, after: 1 });
  expect(result).toStrictEqual({ before: 'x', view, after: 1 });
  expect(result.view.constructor).toBe(view.constructor);
});

test('only the viewed part of a buffer is passed', () => {
  const whole = new Uint8Array(1000).fill(7);
  const part = new Uint16Array(whole.buffer, 502, 3);
  const result = copy([part]);
  expect(result).toEqual([new Uint16Array([0x0707, 0x0707, 0x0707])]);
  expect(result[0]?.buffer.byteLength).toBe(6);
});

test('Buffer, DataView and ArrayBuffer', () => {
  const buffer = copy(Buffer.from('text').subarray(1));
  expect(Buffer.isBuffer(buffer)).toBe(true);
  expect(buffer.toString()).toBe('ext');
  const view = copy(new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2));
  expect([view.byteLength, view.getUint16(0)]).toEqual([2, 0x0203]);
  expect(copy(new Uint8Array([1, 2]).buffer)).toEqual(new Uint8Array([1, 2]).buffer);
});

test('errors keep name, message and cause', () => {
  const error = copy(new RangeError('far', { cause: new Error('near') }));
  expect(error).toBeInstanceOf(RangeError);
  expect(error.message).toBe('far');
});

test('cycles and shared parts are kept, with and without shared objects among them', () => {
  for (const extra of [undefined, new Lock()]) {
    const list: unknown[] = [extra];
    const map = new Map<unknown, unknown>([['list', list]]);
    list.push(list, map, map);
    map.set(map, new Set([list]));
    const result = copy(list);
    expect(result[1]).toBe(result);
    expect(result[2]).toBe(result[3]);
    const inner = result[2] as Map<unknown, unknown>;
    expect(inner.get('list')).toBe(result);
    expect([...(inner.get(inner) as Set<unknown>)]).toEqual([result]);
  }
});

test('a megabyte of text', () => {
  for (const text of ['x'.repeat(2 ** 20), '中'.repeat(2 ** 20)]) expect(copy({ text }).text === text).toBe(true);
});

test('shared objects are passed as themselves, anywhere in a structure, and one twice as one', () => {
  const lock = new Lock('passed');
  const value = new Value('d', 2.5);
  const result = copy({
    list: [lock, [value]],
    map: new Map<unknown, unknown>([[lock, value]]),
    set: new Set([lock]),
    plain: { date: new Date(1), bytes: new Uint8Array([1]) },
  });
  const [first, [second]] = result.list as [Lock, [Value]];
  expect(first).toBeInstanceOf(Lock);
  expect(String(first)).toBe(String(lock));
  expect(second.value).toBe(2.5);
  second.value = 3;
  expect(value.value).toBe(3);
  expect([...result.map]).toEqual([[first, second]]);
  expect(result.map.get(first)).toBe(second);
  expect(result.set.has(first)).toBe(true);
  expect(result.plain).toEqual({ date: new Date(1), bytes: new Uint8Array([1]) });
});

test('a shared object by itself', () => {
  const lock = new Lock();
  expect(String(copy(lock))).toBe(String(lock));
});

test('instances of classes become plain objects with their fields, shared objects included', () => {
  class Account {
    lock = new Lock();
    balance = 3;
    get double() {
      return this.balance * 2;
    }
  }
  const account = new Account();
  const result = copy(account);
  expect(Object.keys(result)).toEqual(['lock', 'balance']);
  expect(String(result.lock)).toBe(String(account.lock));
});

test.each([
  [() => 1, '() => 1 could not be cloned.'],
  [Symbol('s'), 'Symbol(s) could not be cloned.'],
  [Promise.resolve(), '#<Promise> could not be cloned.'],
  [new WeakMap(), '#<WeakMap> could not be cloned.'],
  [new SharedArrayBuffer(1), '#<SharedArrayBuffer> could not be cloned.'],
  [new Thread(), 'a Thread can be passed to another thread only once it is started.'],
])('a value that cannot be passed is named: %s', (value, reason) => {
  for (const wrapped of [value, [1, { deep: new Map([[1, value]]) }], [new Lock(), value]]) {
    expect(() => encode(wrapped, 'an argument of Thread-1')).toThrow(
      new TypeError(
        `an argument of Thread-1 cannot be passed to another thread: ${reason} Threads get copies of plain data, and the shared objects themselves; functions and symbols stay where they are`,
      ),
    );
  }
});

test('a view of an unknown kind is refused, instead of coming out as something else', () => {
  const { Float16Array } = globalThis as { Float16Array?: new (n: number[]) => ArrayBufferView };
  if (!Float16Array) return;
  expect(() => encode(new Float16Array([1]))).toThrow(TypeError);
});
