/** The base of all shared objects: an address in the arena, a kind, and perhaps a name. */
import type { ObjectState } from '../../events/waiting.js';
import { typeName, withArticle } from '../arguments/type-names.js';
import { RuntimeError } from '../errors.js';
import type { Address, BlockAddress, ObjectAddress, WaitObject } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { allocateWithTexts, readText } from '../memory/heap.js';
import { isEvaluating, moduleObject } from './module-objects.js';
import { UNNOTED_FIRST, UNNOTED_SECOND, UNNOTED_THIRD } from './object-history.js';
import { noteShared } from './private-locks.js';

/** A shared object's address in the arena: its identity. A symbol, so that it is not printed or copied by accident. */
export const AT: unique symbol = Symbol('pyconc.at');

/** The kinds of objects that travel from thread to thread as handles. */
export const Kind = {
  Thread: 1,
  Lock: 2,
  Value: 3,
  RLock: 4,
  Condition: 5,
  Semaphore: 6,
  BoundedSemaphore: 7,
  Event: 8,
  Barrier: 9,
  Queue: 10,
  LifoQueue: 11,
  PriorityQueue: 12,
  SimpleQueue: 13,
  SharedList: 14,
  Process: 15,
  ProcessLock: 16,
  ProcessRLock: 17,
  ProcessQueue: 18,
  JoinableQueue: 19,
  ProcessValue: 20,
} as const;

/** The class name of the object at `at`. */
export function kindName(at: ObjectAddress): string {
  return className(words[at] as number);
}

function className(kind: number): string {
  return Object.entries(Kind).find((entry) => entry[1] === kind)?.[0] ?? '?';
}

/** Every object begins with its kind and name; its own words begin here. */
export const HEAD = 2;
export const NAME = 1;

let handleAt: ObjectAddress | 0 = 0;

/** How an object is made, beyond zeroed words and a name. */
export interface Making {
  /** Returns a text that lives as long as the object. `key` is the object's key if a module makes it. */
  text?(key: string | undefined): string | undefined;
  /** Writes the object's words; `textAt` is the text's address, 0 for none. Must not allocate: there may be no memory left. */
  initialise?(at: ObjectAddress, textAt: BlockAddress | 0): void;
  /** For an object that no module makes: makes it, or finds the one already made. */
  keep?(make: () => ObjectAddress): ObjectAddress;
}

/** The method that returns an object's state, for a diagnosis: what a thread that waits for the object waits for. */
export const STATE_FACTS: unique symbol = Symbol('pyconc.state');

export abstract class SharedObject {
  readonly [AT]: ObjectAddress;
  /** @internal */
  [UNNOTED_FIRST] = 0;
  /** @internal */
  [UNNOTED_SECOND] = 0;
  /** @internal */
  [UNNOTED_THIRD] = 0;

  /**
   * Makes an object of `size` words beyond its head. While a module is being evaluated, this is the object that the first
   * thread to evaluate the module has made. If it throws MemoryError, it has taken nothing.
   */
  constructor(kind: number, size: number, name: string | undefined, making: Making = {}) {
    if (handleAt !== 0) {
      this[AT] = handleAt;
      return;
    }
    // `new SharedList([1, 2])` would be empty, and `new Lock(5)` a TypeError in Python.
    if (name !== undefined && name !== null && typeof name !== 'string') {
      throw new TypeError(
        `the name of ${withArticle(className(kind).replace(/^Process(?=.)/, ''))} is text, not ${typeName(name)}`,
      );
    }
    const make = (key?: string) => {
      const text = making.text?.(key);
      return makeObject(kind, size, name, text, making.initialise);
    };
    if (isEvaluating()) {
      this[AT] = moduleObject(make, (at) => {
        (this as { [AT]: ObjectAddress })[AT] = at;
      });
    } else this[AT] = making.keep ? making.keep(make) : make();
    if (words[this[AT]] !== kind) {
      throw new RuntimeError(
        'this module makes other shared objects in this thread than in the first: what a module makes at its top level must not depend on chance or on the thread',
      );
    }
  }

  /** The object's text form, for logs and diagnoses. */
  toJSON(): string {
    return String(this);
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return String(this);
  }
}

/** Allocates an object's words, its name and its text in one piece; returns the object's address. */
export function makeObject(
  kind: number,
  size: number,
  name: string | null | undefined,
  text: string | undefined,
  initialise?: Making['initialise'],
): ObjectAddress {
  const hasName = name !== undefined && name !== null;
  const texts = [...(hasName ? [name] : []), ...(text === undefined ? [] : [text])];
  const [at, ...textAddresses] = allocateWithTexts(HEAD + size, texts);
  words[at] = kind;
  if (hasName) words[at + NAME] = textAddresses[0] as number;
  initialise?.(at, text === undefined ? 0 : (textAddresses.at(-1) as BlockAddress));
  return at;
}

/** True while a handle is being turned into an object: constructors then skip their checks. */
export function isFromHandle(): boolean {
  return handleAt !== 0;
}

/** The name that the object at `at` was given, or null. */
export function nameOf(at: ObjectAddress): string | null {
  const name = words[at + NAME] as BlockAddress | 0;
  return name === 0 ? null : readText(name);
}

/** The id of the object at `at`: its offset in the arena, in bytes. */
export function idOf(at: ObjectAddress): number {
  return at * 4;
}

/** The id as Python's reprs show it. */
export function addressOf(at: ObjectAddress): string {
  return `0x${idOf(at).toString(16)}`;
}

/** What a handle refers to: an object, or the slot of a thread. */
export type HandleAddress = Address<'object' | 'slot'>;

/** A value as it travels to another thread: kind, address, and one more number. */
export type Handle = readonly [kind: number, at: HandleAddress, extra: number];

type Maker<A extends HandleAddress> = (at: A, extra: number) => object;
const makers = new Map<number, Maker<HandleAddress>>();

/** Declares how handles of a kind become objects. */
export function defineKind<A extends HandleAddress>(kind: number, maker: Maker<A>): void {
  makers.set(kind, maker as Maker<HandleAddress>);
}

/** Declares the class of a kind: for a handle its constructor runs, and `handleAt` tells it the object's address. */
export function defineSharedClass(kind: number, make: new () => SharedObject): void {
  kinds.set(make, kind);
  defineKind(kind, (at: ObjectAddress) => {
    handleAt = at;
    try {
      return new make();
    } finally {
      handleAt = 0;
    }
  });
}

const kinds = new Map<Function, number>();

/** The kind of a class, or of the nearest class that it extends: a user's subclass of Queue is a Queue to other threads. */
export function kindOf(type: Function): number {
  for (let each = type; each !== Function.prototype; each = Object.getPrototypeOf(each)) {
    const kind = kinds.get(each);
    if (kind !== undefined) return kind;
  }
  throw new RuntimeError(`${type.name} is no class of shared objects`);
}

/** Returns the object that a handle stands for. */
export function fromHandle(kind: number, at: HandleAddress, extra: number): object {
  const maker = makers.get(kind);
  if (!maker) throw new RuntimeError(`unknown kind of shared object: ${kind}`);
  return maker(at, extra);
}

/** The method that returns an object's handle, in classes whose handles are not just kind and address. */
export const HANDLE: unique symbol = Symbol('pyconc.handle');

/** The handle of a value, if it has one. */
export function handleOf(value: object): Handle | undefined {
  const own = (value as { [HANDLE]?(): Handle })[HANDLE]?.();
  if (own || !(value instanceof SharedObject)) return own;
  noteShared(value[AT]);
  return [words[value[AT]] as number, value[AT], 0];
}

/** The method that returns the text by which another process finds an object that the processes of a program share. */
export const PROCESS_HANDLE: unique symbol = Symbol('pyconc.abroad');

/** Describes an object for another process. Throws TypeError for an object that only threads can share. */
export function describeForProcess(object: object): { readonly kind: number; readonly text: string } {
  const text = (object as { [PROCESS_HANDLE]?(): string })[PROCESS_HANDLE]?.();
  const kind = handleOf(object)?.[0] as number;
  if (text !== undefined) return { kind, text };
  const name = className(kind);
  const remedy = counterparts[name] ?? 'send what is in it through a Queue of pyconc/multiprocessing';
  throw new TypeError(
    `${withArticle(name)} is shared by the threads of one process, and another process has memory of its own: ${remedy}`,
  );
}

const counterparts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['Lock', 'RLock', 'Value'].map((name) => [name, `use ${name} of pyconc/multiprocessing`])),
  ...Object.fromEntries(
    ['Queue', 'SimpleQueue', 'LifoQueue', 'PriorityQueue'].map((name) => [
      name,
      'use Queue or JoinableQueue of pyconc/multiprocessing',
    ]),
  ),
  Thread: 'a thread belongs to the process that started it',
  Process: 'a Process belongs to the process that made it',
};

let adopt: ((kind: number, text: string) => ObjectAddress) | undefined;

/** Sets the function that gives an object described by another process an address in this arena. */
export function setImporter(action: NonNullable<typeof adopt>): void {
  adopt = action;
}

/** Returns the object that another process has described. */
export function importRemote(kind: number, text: string): object {
  const at = adopt?.(kind, text);
  if (at === undefined) throw new RuntimeError(`unknown kind of shared object: ${kind}`);
  return fromHandle(kind, at, 0);
}

/** The name of an object that a thread waits for, or its repr; null for none. */
export function describe(at: WaitObject): string | null {
  if (at === 0) return null;
  return nameOf(at) ?? String(objectAt(at) ?? `<${kindName(at)} object at ${addressOf(at)}>`);
}

/** The state of the object at `at`, if it has one that is more than its holder, and its class is loaded here. */
export function stateOf(at: ObjectAddress): ObjectState | undefined {
  return (objectAt(at) as { [STATE_FACTS]?(): ObjectState } | undefined)?.[STATE_FACTS]?.();
}

/** The object at `at`; undefined in the host of a child process, which loads none of the program's modules. */
function objectAt(at: ObjectAddress): object | undefined {
  const kind = words[at] as number;
  return makers.has(kind) ? fromHandle(kind, at, 0) : undefined;
}

/**
 * The word after the head, in kinds that have a holder: the ident of the thread that holds the object, 0 for none. The holder
 * of a process is its MainThread: a thread that joins the process waits for that.
 */
export const HOLDER = HEAD;
const heldKinds: readonly number[] = [Kind.Lock, Kind.RLock, Kind.Process];

/** The ident of the thread that holds the object; 0 if no thread does, or the kind has no holder. */
export function holderOf(at: WaitObject): number {
  return at !== 0 && heldKinds.includes(words[at] as number) ? (words[at + HOLDER] as number) : 0;
}
