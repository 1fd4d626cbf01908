import { expect, test } from 'vitest';
import { type Command, type RemoteFacts, type Reply, ReplyCode } from '../../src/runtime/processes/protocol.js';
import { ObjectServer } from '../../src/runtime/processes/server/object-server.js';

const lock: RemoteFacts = { id: 'lock', kind: 'Lock', number: 0 };
const rlock: RemoteFacts = { id: 'rlock', kind: 'RLock', number: 0 };
const queue: RemoteFacts = { id: 'queue', kind: 'Queue', number: 0 };
const narrow: RemoteFacts = { id: 'narrow', kind: 'Queue', number: 1 };
const value: RemoteFacts = { id: 'value', kind: 'Value', number: 7 };

/** An object server, and its replies to each process, in order. */
function brokerage() {
  const broker = new ObjectServer();
  const told: string[] = [];
  let serial = 0;
  /** Sends a request for the only thread of a process; the reply is recorded as `process: code, content or number`. */
  const ask = (process: number, object: RemoteFacts, what: Omit<Command, 'object'>, onAnswer = () => {}) => {
    const mine = ++serial;
    const answer = ({ code, content, number }: Reply) => {
      told.push([`${process}:`, code, ...(content ?? []), ...(number === undefined ? [] : [number])].join(' '));
      onAnswer();
    };
    broker.handle(
      { process, slot: 1, serial: mine, ident: process, who: { thread: 'MainThread', process: `p${process}` }, answer },
      { object, ...what },
    );
    return mine;
  };
  const acquire = (process: number, object = lock) => ask(process, object, { op: 'acquire', blocks: true });
  const release = (process: number, object = lock) => ask(process, object, { op: 'release' });
  const get = (process: number, object = queue) => ask(process, object, { op: 'get', blocks: true });
  const put = (process: number, item: number, object = queue) =>
    ask(process, object, { op: 'put', blocks: true, content: Uint8Array.of(item) });
  return { broker, ask, acquire, release, get, put, since: () => told.splice(0) };
}

const { OK, WOULD_BLOCK } = ReplyCode;

test('a process that is being ended is passed over, in every wait queue', () => {
  const { broker, ask, acquire, release, get, put, since } = brokerage();
  acquire(1);
  acquire(2);
  acquire(3);
  broker.markEnding(2);
  release(1);
  expect(since()).toEqual([`1: ${OK}`, `3: ${OK}`, `1: ${OK}`]);
  get(2);
  get(3);
  put(1, 5);
  expect(since()).toEqual([`1: ${OK}`, `3: ${OK} 5`]);
  put(1, 6, narrow);
  put(2, 7, narrow);
  put(3, 8, narrow);
  get(1, narrow);
  get(1, narrow);
  expect(since()).toEqual([`1: ${OK}`, `1: ${OK} 6`, `3: ${OK}`, `1: ${OK} 8`]);
  acquire(1, { ...rlock, id: 'value lock' });
  ask(2, value, { op: 'store', number: 1 });
  ask(3, value, { op: 'load' });
  release(1, { ...rlock, id: 'value lock' });
  expect(since()).toEqual([`1: ${OK}`, `3: ${OK} 7`, `1: ${OK}`]);
});

test('a process that continues after all gets what is there for it', () => {
  const { broker, acquire, release, get, put, since } = brokerage();
  acquire(1);
  acquire(2);
  broker.markEnding(2);
  release(1);
  expect(since()).toEqual([`1: ${OK}`, `1: ${OK}`]);
  broker.goOn(2);
  expect(since()).toEqual([`2: ${OK}`]);
  get(2);
  broker.markEnding(2);
  put(1, 5);
  broker.goOn(2);
  expect(since()).toEqual([`1: ${OK}`, `2: ${OK} 5`]);
});

test('an item that had not arrived when its process ended is taken back, and one that had is lost', () => {
  const { broker, acquire, get, put, since } = brokerage();
  put(1, 5);
  put(1, 6);
  broker.arrived(2, 1, get(2));
  get(3);
  get(4);
  broker.forget(2);
  expect(since()).toEqual([`1: ${OK}`, `1: ${OK}`, `2: ${OK} 5`, `3: ${OK} 6`]);
  broker.forget(3);
  expect(since()).toEqual([`4: ${OK} 6`]);
  acquire(2);
  acquire(3);
  broker.forget(2);
  expect(since()).toEqual([`2: ${OK}`, `3: ${OK}`]);
});

test('a thread that sends another request has taken what it was given', () => {
  const { broker, ask, acquire, since } = brokerage();
  acquire(2);
  ask(2, queue, { op: 'size' });
  broker.forget(2);
  ask(1, lock, { op: 'acquire', blocks: false });
  expect(since()).toEqual([`2: ${OK}`, `2: ${OK} 0`, `1: ${WOULD_BLOCK}`]);
});

test('items that are taken back come before all later ones, in their old order', () => {
  const { broker, ask, get, put, since } = brokerage();
  for (const item of [1, 2, 3, 4]) put(1, item);
  const [first, second] = [get(2), get(3)];
  since();
  broker.returned(3, 1, second);
  broker.returned(2, 1, first);
  for (const _ of [1, 2, 3, 4]) ask(4, queue, { op: 'get' });
  expect(since()).toEqual([`4: ${OK} 1`, `4: ${OK} 2`, `4: ${OK} 3`, `4: ${OK} 4`]);
});

test('an item that comes back at once is offered to the next thread', () => {
  const { broker, ask, get, put, since } = brokerage();
  let serial = 0;
  serial = ask(2, queue, { op: 'get', blocks: true }, () => broker.returned(2, 1, serial));
  get(3);
  put(1, 5);
  expect(since()).toEqual([`1: ${OK}`, `2: ${OK} 5`, `3: ${OK} 5`]);
});

test('a put that waited is undone with its process, unless a thread has got the item', () => {
  const { broker, ask, get, put, since } = brokerage();
  put(1, 5, narrow);
  put(2, 6, narrow);
  get(1, narrow);
  since();
  broker.forget(2);
  ask(1, narrow, { op: 'size' });
  ask(1, narrow, { op: 'get' });
  expect(since()).toEqual([`1: ${OK} 0`, `1: ${WOULD_BLOCK}`]);
});

test('a lock that another thread has released meanwhile is not taken back', () => {
  const { broker, ask, acquire, release, since } = brokerage();
  const serial = acquire(2);
  release(1);
  acquire(3);
  broker.returned(2, 1, serial);
  ask(1, lock, { op: 'acquire' });
  expect(since()).toEqual([`2: ${OK}`, `1: ${OK}`, `3: ${OK}`, `1: ${WOULD_BLOCK}`]);
});

test('an RLock that is taken back once is still held as often as it was taken before', () => {
  const { broker, ask, acquire, since } = brokerage();
  acquire(2, rlock);
  broker.returned(2, 1, acquire(2, rlock));
  ask(1, rlock, { op: 'depth' });
  ask(1, rlock, { op: 'acquire' });
  expect(since()).toEqual([`2: ${OK}`, `2: ${OK}`, `1: ${OK} 1`, `1: ${WOULD_BLOCK}`]);
});
