/** Lock and RLock for processes: Python's `multiprocessing.Lock` and `multiprocessing.RLock`. */
import { AssertionError, ValueError } from '../runtime/errors.js';
import { areOfOneProcess, identity, isInProgram, mainIdent } from '../runtime/kernel/identity.js';
import { self } from '../runtime/kernel/self.js';
import { step } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { siteToNote } from '../runtime/objects/history.js';
import { lockable } from '../runtime/objects/lockable.js';
import { AT, defineSharedClass, Kind } from '../runtime/objects/shared-object.js';
import { have, look, RemoteObject, requestOf } from '../runtime/processes/client/remote-object.js';
import { ReplyCode } from '../runtime/processes/protocol.js';
import { nameInRepr } from '../runtime/processes/server/lock.js';
import { trace } from '../runtime/tracing/trace.js';
import { type AcquireOptions, acquireDeadline } from './deadline.js';

abstract class AnyLock extends lockable(RemoteObject) {
  /**
   * Takes the lock, waiting until it is free: true. With `block: false`, or after `timeout` seconds, returns false if
   * it is still held. Throws TypeError for a timeout that is not a number and for an unknown option, ValueError for
   * NaN, OverflowError for a timeout above TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Lock.acquire(block=True, timeout=None)`.
   */
  acquire(options?: AcquireOptions): boolean {
    self();
    const deadline = acquireDeadline(options);
    step('acquire', this[AT]);
    const what = { op: 'acquire', blocks: deadline !== undefined, site: siteToNote() } as const;
    const isTaken = requestOf(this, what, deadline ?? Infinity, this.call).code === ReplyCode.OK;
    if (isTaken) trace('acquired', this[AT]);
    return isTaken;
  }

  /**
   * Frees the lock; the thread that has waited longest gets it. A process that ends while it holds the lock does not
   * release it. Throws ValueError for a Lock that is free, AssertionError for an RLock that the caller does not hold,
   * RuntimeError outside a run.
   *
   * Python: `Lock.release()`.
   */
  release(): void {
    self();
    step('release', this[AT]);
    trace('released', this[AT]);
    if (!have(this, { op: 'release' })) throw this.refusal();
  }

  /** @internal */
  protected abstract get call(): number;
  /** @internal */
  protected abstract refusal(): Error;
}

/**
 * A lock for threads of all processes of the program. One that a module makes at its top level is the same in every
 * process; others are passed as arguments or through a queue. It has no owner: any thread may release it.
 *
 * Python: `multiprocessing.Lock()`.
 *
 * @example
 * const lock = new Lock('ledger');
 * lock.with(() => { … });   // one process at a time
 */
export class Lock extends AnyLock {
  /**
   * Makes a free lock. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError if the arena
   * is full.
   */
  constructor(name?: string) {
    super(Kind.ProcessLock, name, { kind: 'Lock', number: 0 });
  }

  override toString(): string {
    return `<Lock(owner=${ownerOf(this)?.name ?? 'None'})>`;
  }

  /** @internal */
  protected get call(): number {
    return LOCK;
  }

  /** @internal */
  protected refusal(): Error {
    return new ValueError('semaphore or lock released too many times');
  }
}

/**
 * A lock for processes that its owner, a thread of one of them, may take again. It is free once it has been released as
 * often as acquired.
 *
 * Python: `multiprocessing.RLock()`.
 *
 * @example
 * lock.with(() => lock.with(() => { … }));
 */
export class RLock extends AnyLock {
  /**
   * Makes a free lock. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError if the arena
   * is full.
   */
  constructor(name?: string) {
    super(Kind.ProcessRLock, name, { kind: 'RLock', number: 0, id: idToHave });
  }

  override toString(): string {
    const owner = ownerOf(this);
    if (!owner) return '<RLock(None, 0)>';
    return `<RLock(${owner.name}, ${owner.isMe ? look(this, 'depth') : 'nonzero'})>`;
  }

  /** @internal */
  protected get call(): number {
    return RLOCK;
  }

  /** @internal */
  protected refusal(): Error {
    return new AssertionError('attempt to release recursive lock not owned by thread');
  }
}

let idToHave: string | undefined;

/** The RLock that the processes of the program know by this id: one that belongs to another object. */
export function lockWithId(id: string, name: string | undefined): RLock {
  idToHave = id;
  try {
    return new RLock(name);
  } finally {
    idToHave = undefined;
  }
}

defineSharedClass(Kind.ProcessLock, Lock);
defineSharedClass(Kind.ProcessRLock, RLock);

/** Who owns a lock, as Python tells it: of others it says no more than that they are others. */
function ownerOf(lock: AnyLock): { readonly name: string; readonly isMe: boolean } | undefined {
  const ident = look(lock, 'owner');
  if (ident === undefined) return { name: '?', isMe: false };
  if (ident === 0) return undefined;
  const me = isInProgram() ? identity() : undefined;
  if (me?.ident === ident) {
    return { name: nameInRepr({ thread: me.name, process: me.process }), isMe: true };
  }
  return { name: areOfOneProcess(ident, mainIdent()) ? 'SomeOtherThread' : 'SomeOtherProcess', isMe: false };
}

const LOCK = reasonNumber('multiprocessing.Lock.acquire');
const RLOCK = reasonNumber('multiprocessing.RLock.acquire');
