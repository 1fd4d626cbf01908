/**
 * Objects that the processes of a program have in common: Lock, RLock, Queue, JoinableQueue and Value of `multiprocessing`. The
 * first process keeps their state; the arena of each process has a record that says which object is meant.
 */
import { mainIdent } from '../../kernel/identity.js';
import { reasonNumber } from '../../kernel/wait-reason.js';
import type { BlockAddress, ObjectAddress } from '../../memory/address.js';
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
import { request, sendRequest } from './host-call.js';

/** A text with the object's facts; and 1 once this process has closed the object. */
const FACTS = HEAD;
const CLOSED = HEAD + 1;
const SIZE = 2;

/** What travels to another process: the facts, and the object's name. */
interface Described {
  readonly facts: RemoteFacts;
  readonly name: string | null;
}

/** What a common object shows only to its own classes. */
export const remoteFacts: unique symbol = Symbol('pyconc.common');
export const closed: unique symbol = Symbol('pyconc.closed');

export abstract class RemoteObject extends SharedObject {
  /** Read from the arena when first needed. */
  #facts: RemoteFacts | undefined;

  /** `number` is a queue's limit, or a value's first number. */
  constructor(kind: number, name: string | undefined, facts: Omit<RemoteFacts, 'id'> & { readonly id?: string }) {
    let { id } = facts;
    super(kind, SIZE, name, {
      text: (key) => {
        // An object that a module makes has the same key in every process, because each evaluates the module.
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
  get [remoteFacts](): RemoteFacts {
    this.#facts ??= JSON.parse(readText(words[this[AT] + FACTS] as BlockAddress)) as RemoteFacts;
    return this.#facts;
  }

  /** @internal */
  [PROCESS_HANDLE](): string {
    return JSON.stringify({ facts: this[remoteFacts], name: nameOf(this[AT]) } satisfies Described);
  }

  /** @internal */
  get [closed](): boolean {
    return words[this[AT] + CLOSED] === 1;
  }

  set [closed](isClosed: boolean) {
    words[this[AT] + CLOSED] = isClosed ? 1 : 0;
  }
}

/** Sends a command to the object's server, and waits for the reply until the deadline (program seconds). */
export function requestOf(object: RemoteObject, what: Omit<Command, 'object'>, deadline: number, call: number): Reply {
  return request({ object: object[remoteFacts], ...what }, deadline, call, object[AT]);
}

/** Sends a command that needs no waiting: true if it was done, false if it is an error. */
export function have(object: RemoteObject, what: Omit<Command, 'object'>): boolean {
  return requestOf(object, what, Infinity, AT_ONCE).code === ReplyCode.OK;
}

/** What the server knows of the object, for its repr; undefined if the request fails. */
export function look(object: RemoteObject, op: 'owner' | 'depth' | 'size' | 'load'): number | undefined {
  try {
    return requestOf(object, { op }, Infinity, AT_ONCE).number;
  } catch {
    return undefined;
  }
}

/** The wait reason of a request that gets its reply at once. */
export const AT_ONCE = reasonNumber('multiprocessing');

/** Sends a command that cannot fail, without waiting for it. */
export function sendRequestOf(object: RemoteObject, what: Omit<Command, 'object'>): void {
  sendRequest({ object: object[remoteFacts], ...what });
}

/** Unique in the program: this process's main ident, and a number that counts up. */
function newId(): string {
  return `${mainIdent()}/${add(Control.COMMON_NUMBER, 1) + 1}`;
}

setImporter((kind, text) => {
  const { facts, name } = JSON.parse(text) as Described;
  const known = findKeyed(Control.MODULES_TABLE, facts.id);
  return known ?? keyed(Control.COMMON, facts.id, () => makeRecord(kind, facts, name));
});

function makeRecord(kind: number, facts: RemoteFacts, name: string | null): ObjectAddress {
  return makeObject(kind, SIZE, name, JSON.stringify(facts), keepFacts);
}

function keepFacts(at: ObjectAddress, factsAt: BlockAddress | 0): void {
  words[at + FACTS] = factsAt;
}
