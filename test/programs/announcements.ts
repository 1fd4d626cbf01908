/**
 * Each public operation of each shared class, called by MainThread one after the other. In a story of it, the steps between two
 * lines of the log are those of one call.
 */
import { defineDemo, log, now, randint, random, SharedList, sleep, Value } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import {
  activeCount,
  Barrier,
  BoundedSemaphore,
  Condition,
  currentThread,
  Event,
  enumerate,
  getIdent,
  getNativeId,
  Lock,
  mainThread,
  RLock,
  Semaphore,
  setExcepthook,
  Thread,
  Timer,
} from 'pyconc/threading';

/** What a call needs, made before it; and the call. */
interface Case {
  readonly subject: () => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the subject
  readonly call: (subject: any) => unknown;
}

const INSPECT = 'nodejs.util.inspect.custom';
const inspect = Symbol.for(INSPECT);

/** Cases with the same subject. */
// biome-ignore lint/suspicious/noExplicitAny: a subject
function of<T>(subject: () => T, calls: Readonly<Record<string, (made: any) => unknown>>): Record<string, Case> {
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, { subject, call }]));
}

/** The forms that all shared objects have. */
const texts = {
  toString: (made: object) => String(made),
  toJSON: (made: Lock) => made.toJSON(),
  [INSPECT]: (made: Lock) => (made as unknown as Record<symbol, () => string>)[inspect]?.(),
};

function held<L extends { acquire(): unknown }>(made: L): L {
  made.acquire();
  return made;
}

const lockCases = (make: () => Lock | RLock | Semaphore | Condition) => ({
  ...of(make, {
    acquire: (made) => made.acquire(),
    hold: (made) => made.hold(),
    with: (made) => made.with(() => {}),
    ...texts,
  }),
  ...of(() => held(make()), { release: (made) => made.release() }),
});

const locked = { locked: (made: Lock | RLock) => made.locked() };

const conditionCases = (make: () => Condition) => ({
  ...lockCases(make),
  ...of(() => held(make()), {
    wait: (made) => made.wait(0.1),
    waitFor: (made) => made.waitFor(() => false, 0),
    notify: (made) => made.notify(),
    notifyAll: (made) => made.notifyAll(),
  }),
});

const semaphoreCases = (make: () => Semaphore) => ({
  ...lockCases(make),
  ...of(make, { value: (made) => made.value }),
});

function filled<Q extends { put(item: number): void }>(made: Q): Q {
  made.put(1);
  return made;
}

const simpleCases = (make: () => Queue<number> | SimpleQueue<number>) =>
  of(() => filled(make()), {
    put: (made) => made.put(2),
    get: (made) => made.get(),
    putNowait: (made) => made.putNowait(2),
    getNowait: (made) => made.getNowait(),
    qsize: (made) => made.qsize(),
    empty: (made) => made.empty(),
  });

const queueCases = (make: () => Queue<number>) => ({
  ...simpleCases(make),
  ...of(make, {
    join: (made) => made.join(),
    shutdown: (made) => made.shutdown(),
    full: (made) => made.full(),
    maxsize: (made) => made.maxsize,
    'maxsize=': (made) => {
      made.maxsize = 3;
    },
    unfinishedTasks: (made) => made.unfinishedTasks,
    isShutdown: (made) => made.isShutdown,
  }),
  ...of(() => filled(make()), { taskDone: (made) => made.taskDone() }),
});

function started<T extends Thread>(thread: T): T {
  thread.start();
  return thread;
}

/** A schedule has few threads at most: so there is one for all cases of a class. */
const threads = new Map<() => Thread, Thread>();

const threadCases = (make: () => Thread) => {
  return {
    ...of(make, { start: (made) => made.start() }),
    ...of(
      () => {
        const thread = threads.get(make) ?? started(make());
        threads.set(make, thread);
        return thread;
      },
      {
        isAlive: (made) => made.isAlive(),
        name: (made) => made.name,
        'name=': (made) => {
          made.name = 'other';
        },
        toString: texts.toString,
        [INSPECT]: (made) => made[inspect](),
        join: (made) => made.join(),
      },
    ),
  };
};

const listOf = () => {
  const made = new SharedList<number>();
  made.append(1);
  return made;
};

export function nothing() {}

/** For each class, each of its operations. */
export const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  Value: of(() => new Value('i'), {
    value: (made) => made.value,
    'value=': (made) => {
      made.value = 1;
    },
    ...texts,
  }),
  SharedList: of(listOf, {
    '[0]': (made) => made[0],
    '[-1]': (made) => made[-1],
    '[0]=': (made) => {
      made[0] = 2;
    },
    append: (made) => made.append(2),
    pop: (made) => made.pop(),
    at: (made) => made.at(0),
    set: (made) => made.set(0, 2),
    insert: (made) => made.insert(0, 2),
    remove: (made) => made.remove(1),
    indexOf: (made) => made.indexOf(1),
    includes: (made) => made.includes(1),
    'Symbol.iterator': (made) => [...made],
    length: (made) => made.length,
    clear: (made) => made.clear(),
    toArray: (made) => made.toArray(),
    ...texts,
  }),
  Lock: { ...lockCases(() => new Lock()), ...of(() => new Lock(), locked) },
  RLock: { ...lockCases(() => new RLock()), ...of(() => new RLock(), locked) },
  'Condition over a Lock': conditionCases(() => new Condition(new Lock())),
  'Condition over an RLock': conditionCases(() => new Condition()),
  Semaphore: semaphoreCases(() => new Semaphore(2)),
  BoundedSemaphore: semaphoreCases(() => new BoundedSemaphore(2)),
  Event: {
    ...of(() => new Event(), {
      isSet: (made) => made.isSet(),
      set: (made) => made.set(),
      clear: (made) => made.clear(),
      wait: (made) => made.wait(0.1),
      ...texts,
    }),
  },
  Barrier: of(() => new Barrier(1), {
    wait: (made) => made.wait(),
    reset: (made) => made.reset(),
    abort: (made) => made.abort(),
    nWaiting: (made) => made.nWaiting,
    broken: (made) => made.broken,
    ...texts,
  }),
  Queue: queueCases(() => new Queue()),
  LifoQueue: queueCases(() => new LifoQueue()),
  PriorityQueue: queueCases(() => new PriorityQueue()),
  SimpleQueue: simpleCases(() => new SimpleQueue()),
  Thread: threadCases(() => new Thread({ target: nothing })),
  Timer: {
    ...threadCases(() => new Timer(0, nothing)),
    ...of(() => new Timer(0, nothing), { cancel: (made) => made.cancel() }),
  },
  'pyconc/threading': of(() => undefined, {
    activeCount: () => activeCount(),
    enumerate: () => enumerate(),
    setExcepthook: () => setExcepthook(undefined),
  }),
  pyconc: of(() => undefined, { sleep: () => sleep(0) }),
};

/** Calls that are no steps. */
export function callConstants() {
  return [currentThread(), getIdent(), getNativeId(), mainThread(), now(), random(), randint(1, 2)];
}

/** Names of calls as the log has them. */
export const callName = (type: string, member: string) => `${type}: ${member}`;
/** The line before what is no part of a call. */
export const BETWEEN = 'between calls';

function main() {
  // The module outlives a schedule.
  threads.clear();
  // What is logged before the first step is told as if it came after.
  sleep(0);
  for (const [type, members] of Object.entries(cases)) {
    for (const [member, { subject, call }] of Object.entries(members)) {
      log(BETWEEN);
      const made = subject();
      log(callName(type, member));
      call(made);
    }
  }
  log(callName('', 'constants'));
  callConstants();
  log(BETWEEN);
}

export default defineDemo({
  name: 'announcements',
  title: 'Each operation, called once',
  topic: 'threads',
  about: { question: 'Which calls are steps?' },
  main,
  outcomes: [
    { name: 'done', grade: 'expected', because: 'It came to its end.', when: ({ reason }) => reason === 'completed' },
  ],
});
