/**
 * Exploring orders what is announced, and nothing else. So whatever reads or changes what threads share must announce itself: here
 * each public member of each shared class is called, and must be a step.
 */
import * as pyconcModule from 'pyconc';
import * as queues from 'pyconc/queue';
import * as threading from 'pyconc/threading';
import { beforeAll, describe, expect, test } from 'vitest';
import { BETWEEN, callName, cases } from '../../build/programs/announcements.js';
import type { ExploreRow, StoryStep } from '../../src/events/explore-report.js';
import { pyconc } from '../cli/pyconc.js';

const INSIDE = 'called by other members only, within their steps';
const OWN = 'a property of the object that the caller has, which no other thread sees';
const TEXT = 'made of the class and the address, which never change';
const texts = { toString: TEXT, toJSON: TEXT, 'nodejs.util.inspect.custom': TEXT };
const queueConstants = { ...texts, store: INSIDE, take: INSIDE, takeAny: INSIDE };
const threadConstants = {
  run: 'runs the target in the thread of the caller: what that does is what is announced',
  daemon: OWN,
  'daemon=': `${OWN}; it is refused once the thread was started`,
  ident: 'given at the start, and never changed',
  nativeId: 'given once; the caller waits for that, whatever the schedule',
  'pyconc.work': INSIDE,
  'pyconc.handle': INSIDE,
};

/** Members that are no steps, and why. */
const constants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Barrier: { parties: 'never changes' },
  Semaphore: { refuse: INSIDE },
  BoundedSemaphore: { refuse: INSIDE },
  Queue: queueConstants,
  LifoQueue: queueConstants,
  PriorityQueue: queueConstants,
  SimpleQueue: texts,
  Thread: threadConstants,
  Timer: { ...threadConstants, function: OWN, 'function=': OWN, args: OWN, 'args=': OWN, kwargs: OWN, 'kwargs=': OWN },
  'pyconc/threading': {
    currentThread: 'the calling thread itself; to read its name is a step',
    getIdent: 'never changes',
    getNativeId: 'never changes',
    mainThread: 'never changes',
  },
  pyconc: {
    defineDemo: 'no operation of a thread',
    run: 'no operation of a thread',
    log: 'has no effect on other threads',
    now: 'each thread has its own clock there',
    random: 'each thread has its own random numbers',
    randint: 'each thread has its own random numbers',
  },
};

const { Value, SharedList } = pyconcModule;
const { Queue, LifoQueue, PriorityQueue, SimpleQueue } = queues;
const { Lock, RLock, Condition, Semaphore, BoundedSemaphore, Event, Barrier, Thread, Timer } = threading;

/** Where the members of each class are found. */
const members: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [Value, SharedList, Lock, RLock, Semaphore, BoundedSemaphore, Event, Barrier].map((type) => [type.name, of(type)]),
  ),
  ...Object.fromEntries(
    [Queue, LifoQueue, PriorityQueue, SimpleQueue, Thread, Timer].map((type) => [type.name, of(type)]),
  ),
  'Condition over a Lock': of(Condition),
  'Condition over an RLock': of(Condition),
  'pyconc/threading': functionsOf(threading),
  pyconc: functionsOf(pyconcModule),
};

/** Names of all members of a class and of those that it extends; a setter as `name=`. */
function of(type: Function): string[] {
  const names = new Set<string>();
  for (let each = type.prototype; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const key of Reflect.ownKeys(each)) {
      if (key === 'constructor') continue;
      const name = typeof key === 'symbol' ? (key.description ?? '') : key;
      // For a diagnosis of the host; a program has no such symbol.
      if (name === 'pyconc.state') continue;
      const { get, set, value } = Object.getOwnPropertyDescriptor(each, key) ?? {};
      if (get || value) names.add(name);
      if (set) names.add(`${name}=`);
    }
  }
  return [...names];
}

/** Names of what a module exports, but classes. */
function functionsOf(module: object): string[] {
  return Object.entries(module).flatMap(([name, value]) =>
    typeof value === 'function' && !/^class\b/.test(String(value)) ? [name] : [],
  );
}

const stepsOf = new Map<string, StoryStep[]>();

beforeAll(async () => {
  const path = 'build/programs/announcements.js';
  const { stdout } = await pyconc(['explore', path, '--max-schedules', '1', '--json']);
  const [row]: ExploreRow[] = JSON.parse(stdout).rows;
  expect(row?.outcomes).toMatchObject([{ name: 'done', possible: true }]);
  let call = BETWEEN;
  for (const step of row?.outcomes[0]?.story?.steps ?? []) {
    if (step.thread !== 'A') continue;
    stepsOf.set(call, [...(stepsOf.get(call) ?? []), step]);
    for (const line of step.logs) call = line;
  }
});

describe.each(Object.entries(members))('%s', (type, names) => {
  test('has no members but those that are tried here, and those that are known to be no steps', () => {
    const known = [...Object.keys(cases[type] ?? {}), ...Object.keys(constants[type] ?? {})];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    const indices = ['[0]', '[-1]', '[0]='];
    expect(known.filter((name) => !names.includes(name) && !indices.includes(name))).toEqual([]);
  });

  test.each(Object.keys(cases[type] ?? {}))('%s announces itself', (member) => {
    expect(stepsOf.get(callName(type, member)) ?? [], JSON.stringify([...stepsOf.keys()])).not.toEqual([]);
  });
});

test('what is said to be no step is none', () => {
  expect(stepsOf.get(callName('', 'constants'))).toBeUndefined();
});

test('a Condition announces the same steps over a Lock as over an RLock', () => {
  const ops = (member: string, type: string) =>
    stepsOf.get(callName(type, member))?.map(({ op, object }) => [op, object]);
  for (const member of ['acquire', 'release', 'with', 'wait', 'waitFor', 'notify', 'notifyAll']) {
    const overRLock = ops(member, 'Condition over an RLock');
    const overLock = ops(member, 'Condition over a Lock');
    expect(
      overLock?.map(([op]) => op),
      member,
    ).toEqual(overRLock?.map(([op]) => op));
  }
});
