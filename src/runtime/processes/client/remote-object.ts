/**
 * Objects that the processes of a program have in common: Lock, RLock, Queue, JoinableQueue and Value of `multiprocessing`. The
 * first process keeps their state; in each process there is a place in the arena that says which one is meant.
 */
import { mainIdent } from '../../kernel/identity.js';
import { reasonNumber } from '../../kernel/wait-reason.js';
import { words } from '../../memory/arena.js';
import { add } from '../../memory/atomics.js';
import { readText } from '../../memory/heap.js';
import { findKeyed, keyed } from '../../memory/interned.js';
import { Control } from '../../memory/map.js';
import {
  AT,
  HEAD,
  makeObject,
  nameOf,
  PROCESS_HANDLE,
  SharedObject,
  setImporter,
} from '../../objects/shared-object.js';
import { type Command, type RemoteFacts, type Reply, ReplyCode } from '../protocol.js';
import { ask, request } from './host-call.js';

/** A text with the object's facts, and 1 once this process has closed it. */
const FACTS = HEAD;
const CLOSED = HEAD + 1;
const SIZE = 2;

/** What travels to another process: the facts, and what the object is called. */
interface Described {
  readonly facts: RemoteFacts;
  readonly name: string | null;
}

/** What a common object tells its own classes only. */
export const commonFacts: unique symbol = Symbol('pyconc.common');
export const closed: unique symbol = Symbol('pyconc.closed');

export abstract class CommonObject extends SharedObject {
  /** Read from the arena when first needed. */
  #facts: RemoteFacts | undefined;

  /** `number` is a queue's limit, or a value's first number. */
  constructor(kind: number, name: string | undefined, facts: Omit<RemoteFacts, 'id'> & { readonly id?: string }) {
    let { id } = facts;
    super(kind, SIZE, name, {
      text: (key) => {
        // What a module makes has the same key in all processes, for each of them evaluates the module.
        id ??= key;
        return JSON.stringify({ ...facts, id });
      },
      initialise: keepFacts,
      keep: (make) => {
        id ??= newId();
        return keyed(Control.COMMON, id, make);
      },
    });
  }

  /** @internal */
  get [commonFacts](): RemoteFacts {
    this.#facts ??= JSON.parse(readText(words[this[AT] + FACTS] as number)) as RemoteFacts;
    return this.#facts;
  }

  /** @internal */
  [PROCESS_HANDLE](): string {
    return JSON.stringify({ facts: this[commonFacts], name: nameOf(this[AT]) } satisfies Described);
  }

  /** @internal */
  get [closed](): boolean {
    return words[this[AT] + CLOSED] === 1;
  }

  set [closed](isClosed: boolean) {
    words[this[AT] + CLOSED] = isClosed ? 1 : 0;
  }
}

/** Asks the keeper of the object for something, and waits for the answer until the deadline (program seconds). */
export function askFor(object: CommonObject, what: Omit<Command, 'object'>, deadline: number, call: number): Reply {
  return ask({ object: object[commonFacts], ...what }, deadline, call, object[AT]);
}

/** Asks for something that needs no waiting: true if it was done, false if it is an error. */
export function have(object: CommonObject, what: Omit<Command, 'object'>): boolean {
  return askFor(object, what, Infinity, AT_ONCE).code === ReplyCode.OK;
}

/** What the keeper says of the object, for its repr; undefined where nobody can be asked. */
export function look(object: CommonObject, op: 'owner' | 'depth' | 'size' | 'load'): number | undefined {
  try {
    return askFor(object, { op }, Infinity, AT_ONCE).number;
  } catch {
    return undefined;
  }
}

/** The call of what is answered at once. */
export const AT_ONCE = reasonNumber('multiprocessing');

/** Asks for something that cannot fail, and does not wait for it. */
export function requestOf(object: CommonObject, what: Omit<Command, 'object'>): void {
  request({ object: object[commonFacts], ...what });
}

/** Unique in the program: numbers of each process under its own. */
function newId(): string {
  return `${mainIdent()}/${add(Control.COMMON_NUMBER, 1) + 1}`;
}

setImporter((kind, text) => {
  const { facts, name } = JSON.parse(text) as Described;
  const known = findKeyed(Control.MODULES_TABLE, facts.id);
  return known ?? keyed(Control.COMMON, facts.id, () => place(kind, facts, name));
});

function place(kind: number, facts: RemoteFacts, name: string | null): number {
  return makeObject(kind, SIZE, name, JSON.stringify(facts), keepFacts);
}

function keepFacts(at: number, factsAt: number): void {
  words[at + FACTS] = factsAt;
}
