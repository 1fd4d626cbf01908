/** Programs for the items of a queue. */
import { isDeepStrictEqual } from 'node:util';
import { SharedList, Value } from 'pyconc';
import { PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import {
  Barrier,
  BoundedSemaphore,
  Condition,
  currentThread,
  Event,
  Lock,
  RLock,
  Semaphore,
  Thread,
  Timer,
} from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start } from './thread-helpers.js';

class Point {
  readonly x = 1;
  readonly inner = { y: [2] };
  readonly missing = undefined;
  toJSON() {
    return 'never asked';
  }
}

class Numbers extends Array<number> {}

function sparse() {
  const array: unknown[] = [1];
  array[2] = 3;
  array.length = 5;
  return array;
}

function cyclic() {
  const object: Record<string, unknown> = { name: 'ring', list: [] };
  object.self = object;
  (object.list as unknown[]).push(object, object.list);
  return object;
}

function aliased() {
  const shared = { n: 1 };
  return [shared, { again: shared }, shared];
}

const buffer = Uint8Array.from({ length: 100 }, (_, i) => i).buffer;

/** Everything that is copied as `structuredClone` copies it. */
const items: Record<string, () => unknown> = {
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  false: () => false,
  zero: () => 0,
  'minus zero': () => -0,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  '-Infinity': () => Number.NEGATIVE_INFINITY,
  fraction: () => 0.1,
  'large number': () => Number.MAX_VALUE,
  bigint: () => 2n ** 100n,
  'negative bigint': () => -1n,
  'empty text': () => '',
  'Latin-1 text': () => 'é\xff\0',
  'wide text': () => '\u0100 日本語 😀',
  'half of a surrogate pair': () => 'a\ud800b\udc00',
  'halves as keys and values': () => ({ '\ud800': '\udc00', '"\\\n\u2028': 1 }),
  '10 MB of Latin-1': () => 'é'.repeat(10_000_000),
  '10 MB of wide text': () => '語'.repeat(5_000_000),
  'plain object': () => ({ a: 1, b: 'two', c: [true, null, { d: [] }], 7: 'seven' }),
  'key order': () => ({ z: 1, a: 2, 10: 3, 9: 4 }),
  'undefined inside': () => ({ a: undefined, b: [undefined, 1] }),
  'minus zero inside': () => [{ a: -0 }, [-0]],
  'NaN inside': () => [Number.NaN, { a: Number.POSITIVE_INFINITY }],
  'bigint inside': () => [1n, { a: 2n }],
  'sparse array': sparse,
  'empty slots only': () => new Array(3),
  'array with a property': () => Object.assign([1, 2], { extra: 'x' }),
  'array subclass': () => Numbers.from([1, 2]),
  'own toJSON that is data': () => ({ toJSON: 5, a: 1 }),
  'array with toJSON that is data': () => Object.assign([1], { toJSON: 5 }),
  getter: () => ({
    get a() {
      return 5;
    },
    b: 1,
  }),
  'hidden property': () => Object.defineProperty({ a: 1 }, 'hidden', { value: 2, enumerable: false }),
  'symbol key': () => ({ [Symbol('s')]: 1, a: 2 }),
  '__proto__ as a key': () => JSON.parse('{"__proto__": {"a": 1}, "b": 2}'),
  'no prototype': () => Object.assign(Object.create(null), { a: 1 }),
  'class instance': () => new Point(),
  'inherited properties': () => Object.assign(Object.create({ inherited: 1 }), { own: 2 }),
  frozen: () => Object.freeze({ a: Object.freeze([1]) }),
  cycle: cyclic,
  aliases: aliased,
  'many objects': () => Array.from({ length: 200 }, (_, i) => ({ i })),
  'deep object': () => {
    let deep: unknown = 'bottom';
    for (let i = 0; i < 500; i++) deep = i % 2 ? [deep] : { deep };
    return deep;
  },
  'long array': () => Array.from({ length: 100_000 }, (_, i) => i / 3),
  Map: () =>
    new Map<unknown, unknown>([
      ['a', 1],
      [{ key: 1 }, new Map([[Number.NaN, undefined]])],
    ]),
  Set: () => new Set([1, 'a', { b: 1 }, Number.NaN]),
  Date: () => new Date(86_400_000),
  RegExp: () => /a(b)?\n/giu,
  Error: () => new RangeError('far out'),
  'boxed values': () => [Object(1), Object('s'), Object(false), Object(3n)],
  ArrayBuffer: () => buffer.slice(0),
  'part of a buffer': () => new Uint8Array(buffer, 10, 20),
  'unaligned bytes': () => ({ pad: 'xyz', view: new Float64Array([0.5, -0, Number.NaN]) }),
  'typed arrays': () =>
    [
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      Float32Array,
      Float64Array,
    ].map((type) => new type([1, 2, 250])),
  'big typed arrays': () => [new BigInt64Array([-1n]), new BigUint64Array([1n])],
  DataView: () => new DataView(buffer, 3, 9),
  'empty things': () => [[], {}, new Map(), new Set(), new Uint8Array(0), '', new ArrayBuffer(0)],
};

/** Names of the values that do not arrive as a copy. */
export function copyAll() {
  const wrong: string[] = [];
  const queue = new Queue<unknown>();
  const list = new SharedList<unknown>();
  for (const [name, make] of Object.entries(items)) {
    const item = make();
    queue.put(item);
    const arrived = queue.get();
    if (!isDeepStrictEqual(arrived, structuredClone(item))) wrong.push(name);
    if (typeof item === 'object' && item !== null && arrived === item) wrong.push(`${name} is no copy`);
    list.append(make());
    if (!isDeepStrictEqual(list.at(0), structuredClone(item))) wrong.push(`${name} at`);
    if (!isDeepStrictEqual(list.pop(), structuredClone(item))) wrong.push(`${name} pop`);
  }
  return { wrong, count: Object.keys(items).length };
}

export function identities() {
  const queue = new SimpleQueue<never>();
  queue.put(cyclic() as never);
  const ring = queue.get() as Record<string, unknown>;
  queue.put(aliased() as never);
  const [first, second, third] = queue.get() as [object, { again: object }, object];
  const list = ring.list as unknown[];
  return [ring.self === ring, list[0] === ring, list[1] === list, first === third, second.again === first];
}

export function answer(questions: Queue<unknown>, answers: Queue<unknown>) {
  for (;;) {
    const item = questions.get();
    if (item === 'enough') return;
    answers.put(item);
  }
}

/** To another thread, and back. */
export function thereAndBack() {
  const [there, back] = [new Queue<unknown>(3), new Queue<unknown>()];
  const threads = start(1, answer, there, back);
  const wrong: string[] = [];
  for (const [name, make] of Object.entries(items)) {
    there.put(make());
    if (!isDeepStrictEqual(back.get(), structuredClone(make()))) wrong.push(name);
  }
  there.put('enough');
  join(threads);
  return wrong;
}

class Unready {
  get broken() {
    return 1;
  }
}

/** Values that cannot be copied, in queues of all kinds, full ones too: an error does not wait. */
export function refuse() {
  const failing = {
    get bad() {
      throw new Error('the getter fails');
    },
  };
  const impossible: Record<string, unknown> = {
    function: () => 1,
    symbol: Symbol('s'),
    'function inside': { deep: [{ f() {} }] },
    'symbol inside': [Symbol('s')],
    'class instance with a function': Object.assign(new Unready(), { f: () => 1 }),
    'own toJSON that is a function': { toJSON: () => 'text', a: 1 },
    WeakMap: new WeakMap(),
    Promise: Promise.resolve(),
    'unstarted thread': new Thread({ target: passThreads }),
    'unstarted thread inside': [new Thread({ target: passThreads })],
    'getter that throws': failing,
  };
  const full = new Queue<unknown>(1);
  full.put('full');
  const queues = [new Queue<unknown>(), full, new PriorityQueue<unknown>(), new SimpleQueue<unknown>()];
  const names = Object.entries(impossible).map(([name, item]) => [
    name,
    ...new Set(queues.map((queue) => caught(() => queue.put(item))?.slice(0, 30))),
  ]);
  const sizes = queues.map((queue) => queue.qsize());
  return { names, sizes, unfinished: [queues[0], full].map((queue) => (queue as Queue).unfinishedTasks) };
}

export function useShared(queue: Queue<unknown>) {
  const [lock, rlock, condition, semaphore, bounded, event, value, list] = queue.get() as [
    Lock,
    RLock,
    Condition,
    Semaphore,
    BoundedSemaphore,
    Event,
    Value,
    SharedList<string>,
  ];
  lock.acquire();
  rlock.acquire();
  condition.with(() => condition.notify());
  semaphore.release(2);
  bounded.acquire();
  event.set();
  value.value = 7;
  list.append('x');
}

/** A shared object in a queue arrives as itself. */
export function passShared() {
  const queue = new Queue<unknown>();
  const shared = [
    new Lock('named'),
    new RLock(),
    new Condition(new Lock()),
    new Semaphore(1),
    new BoundedSemaphore(2),
    new Event(),
    new Value('i'),
    new SharedList<string>(),
  ] as const;
  const [lock, rlock, condition, semaphore, bounded, event, value, list] = shared;
  join(
    (() => {
      const threads = start(1, useShared, queue);
      condition.acquire();
      queue.put([...shared]);
      condition.wait();
      condition.release();
      return threads;
    })(),
  );
  const effects = [
    lock.locked(),
    rlock.locked(),
    semaphore.value,
    bounded.value,
    event.isSet(),
    value.value,
    list.pop(),
  ];
  const others = [new Barrier(3), new Queue(2), new PriorityQueue(), new SimpleQueue(), new Lock('alone')];
  for (const object of [...shared, ...others]) queue.put(object);
  const same = [...shared, ...others].every((object) => {
    const arrived = queue.get() as object;
    return String(arrived) === String(object) && arrived.constructor === object.constructor;
  });
  return { effects, same };
}

/** Shared objects in all places of an item. */
export function passDeep() {
  const [lock, event] = [new Lock(), new Event()];
  const queue = new Queue<Record<string, unknown>>();
  const item: Record<string, unknown> = {
    plain: { n: 1 },
    list: [lock, [lock]],
    map: new Map<unknown, unknown>([
      ['lock', lock],
      [event, 'key'],
    ]),
    set: new Set([lock, event]),
    date: new Date(0),
    bytes: new Uint8Array([1, 2]),
    queue,
  };
  item.self = item;
  queue.put(item);
  const arrived = queue.get() as typeof item;
  const isLock = (value: unknown) => value instanceof Lock && String(value) === String(lock);
  const list = arrived.list as [unknown, [unknown]];
  const map = arrived.map as Map<unknown, unknown>;
  const keys = [...map.keys()];
  return {
    plain: arrived.plain,
    list: isLock(list[0]) && isLock(list[1][0]) && list[0] === list[1][0],
    map: isLock(map.get('lock')) && String(keys[1]) === String(event) && map.get(keys[1]) === 'key',
    set: (arrived.set as Set<unknown>).size === 2 && [...(arrived.set as Set<unknown>)].some(isLock),
    others: [arrived.date, arrived.bytes].map(String),
    queue: String(arrived.queue) === String(queue),
    self: arrived.self === arrived,
    untouched: item.list !== arrived.list && (item.list as unknown[])[0] === lock,
  };
}

export function tellName(names: Queue<Thread>) {
  names.put(currentThread());
}

/** A thread that is started can be passed on, joined there, and queried. */
export function passThreads() {
  const queue = new Queue<Thread>();
  const [thread] = start(1, tellName, queue);
  const arrived = queue.get();
  arrived.join();
  const timer = new Timer(0.01, answer.bind(null) as () => void);
  queue.put(currentThread());
  const me = queue.get();
  return {
    name: arrived.name === thread?.name,
    ident: arrived.ident === thread?.ident,
    isAlive: arrived.isAlive(),
    me: [me.name, String(me), caught(() => me.join())],
    timer: caught(() => queue.put(timer)) !== null,
  };
}
