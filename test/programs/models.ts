/** Models of queues and a list in plain arrays; and their operations as data. */
import { SharedList } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';

/** An operation and its argument. */
export type Operation = readonly [name: string, argument?: unknown];

/** The operations of a model or the real object: each returns, or throws. */
export type Subject = Readonly<Record<string, (argument: never) => unknown>>;

/** The result, or the name of the error. */
export function carryOut(subject: Subject, [name, argument]: Operation): unknown {
  try {
    return subject[name]?.(argument as never) ?? null;
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
}

export type Order = 'fifo' | 'lifo' | 'priority' | 'simple';

class Thrown extends Error {
  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** Priorities are numbers or lists of numbers; equal ones look the same, so a sorted list will do. */
function compare(a: unknown, b: unknown): number {
  if (!Array.isArray(a) || !Array.isArray(b)) return (a as number) - (b as number);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compare(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function queueModel(order: Order, maxsize: number): Subject & { clone(): Subject } {
  return modelFrom(order, { items: [], maxsize, unfinished: 0, isShut: false });
}

interface QueueState {
  readonly items: unknown[];
  maxsize: number;
  unfinished: number;
  isShut: boolean;
}

function modelFrom(order: Order, state: QueueState): Subject & { clone(): Subject } {
  const { items } = state;
  const isFull = () => state.maxsize > 0 && items.length >= state.maxsize;
  return {
    put(item: unknown) {
      if (state.isShut) throw new Thrown('ShutDown');
      if (isFull()) throw new Thrown('Full');
      items.push(item);
      if (order === 'priority') items.sort(compare);
      state.unfinished++;
    },
    get() {
      if (items.length === 0) throw new Thrown(state.isShut ? 'ShutDown' : 'Empty');
      return order === 'lifo' ? items.pop() : items.shift();
    },
    taskDone() {
      if (state.unfinished === 0) throw new Thrown('ValueError');
      state.unfinished--;
    },
    shutdown(isImmediate: boolean) {
      state.isShut = true;
      if (isImmediate) state.unfinished = Math.max(0, state.unfinished - items.splice(0).length);
    },
    limit(maxsize: number) {
      state.maxsize = maxsize;
    },
    qsize: () => items.length,
    empty: () => items.length === 0,
    full: isFull,
    unfinished: () => state.unfinished,
    isShutdown: () => state.isShut,
    clone: () => modelFrom(order, { ...state, items: [...items] }),
  } as Subject & { clone(): Subject };
}

/** The real queue, never waiting: in one of several ways. */
export function realQueue(order: Order, maxsize: number): Subject {
  if (order === 'simple') return realSimpleQueue(new SimpleQueue<unknown>());
  const type = { fifo: Queue, lifo: LifoQueue, priority: PriorityQueue }[order];
  return queueAsSubject(new type<unknown>(maxsize));
}

export function queueAsSubject(queue: Queue<unknown>): Subject {
  let turn = 0;
  const options = () => [{ block: false }, { timeout: 0 }, { block: false, timeout: -1 }][turn++ % 3];
  return {
    put: (item: unknown) => queue.put(item, options()),
    get: () => queue.get(options()),
    taskDone: () => queue.taskDone(),
    shutdown: (isImmediate: boolean) => queue.shutdown(isImmediate),
    limit: (most: number) => {
      queue.maxsize = most;
    },
    qsize: () => queue.qsize(),
    empty: () => queue.empty(),
    full: () => queue.full(),
    unfinished: () => queue.unfinishedTasks,
    isShutdown: () => queue.isShutdown,
  };
}

function realSimpleQueue(queue: SimpleQueue<unknown>): Subject {
  return {
    put: (item: unknown) => queue.put(item),
    get: () => queue.getNowait(),
    qsize: () => queue.qsize(),
    empty: () => queue.empty(),
  };
}

/** Python's list, as far as SharedList has it. */
export function listModel(): Subject {
  const items: unknown[] = [];
  const position = (index: number) => {
    const at = index < 0 ? index + items.length : index;
    if (at < 0 || at >= items.length) throw new Thrown('IndexError');
    return at;
  };
  return {
    append(item: unknown) {
      items.push(item);
    },
    pop: (index = -1) => items.splice(position(index), 1)[0],
    at: (index: number) => items[position(index)],
    length: () => items.length,
    clear() {
      items.length = 0;
    },
    toArray: () => [...items],
  } as Subject;
}

export function realList(): Subject {
  const list = new SharedList<unknown>();
  return {
    append: (item: unknown) => list.append(item),
    pop: (index?: number) => list.pop(index),
    at: (index: number) => list.at(index),
    length: () => list.length,
    clear: () => list.clear(),
    toArray: () => list.toArray(),
  };
}
