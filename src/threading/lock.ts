/** Lock: Python's `threading.Lock`. */
import { isHost, Slot, slot, words } from '../runtime/arena.js';
import { callNumber } from '../runtime/calls.js';
import { RuntimeError } from '../runtime/errors.js';
import { compareExchange, exchange, load, outsideRun, spinWhile, step, wait, wake } from '../runtime/kernel.js';
import { AT, addressOf, defineSharedClass, HOLDER, Kind, SharedObject } from '../runtime/shared-object.js';
import { trace } from '../runtime/trace.js';
import { type AcquireOptions, deadlineOf } from './acquire.js';
import { Held } from './held.js';

/** The lock's word, after its holder. */
const STATE = HOLDER + 1;
const SIZE = 2;

const FREE = 0;
const HELD = 1;
/** Held, and somebody may be asleep on the word: whoever releases has to wake one. */
const CONTENDED = 2;

/** Turns of waiting awake before going to sleep: about a microsecond, the length of a short critical section. */
const SPINS = 100;

/**
 * A lock that one thread holds at a time, and that any thread may release. A thread that acquires it twice waits for itself.
 *
 * Waiting threads are woken in the order in which they went to sleep, but a thread that runs may take the lock before the
 * woken one does: order is not to be relied on.
 *
 * Python: `threading.Lock`.
 *
 * @example
 * const lock = new Lock('counter lock');
 * lock.acquire();
 * try { counter.value += 1; } finally { lock.release(); }
 */
export class Lock extends SharedObject {
  /** Makes a free lock. `name` is shown in logs and diagnoses. */
  constructor(name?: string) {
    super(Kind.Lock, SIZE, name);
  }

  /**
   * Takes the lock, waiting until it is free; true once it is taken. With `blocking: false`, or after `timeout` seconds,
   * answers false instead of waiting (on). Throws ValueError for a timeout that is negative (other than −1, no limit) or
   * goes with `blocking: false`, OverflowError for one beyond TIMEOUT_MAX, RuntimeError outside a run.
   *
   * Python: `Lock.acquire(blocking=True, timeout=-1)`.
   */
  acquire(options?: AcquireOptions): boolean {
    const at = this[AT];
    if (isHost) throw outsideRun();
    const deadline = options === undefined ? Infinity : deadlineOf(options);
    step('acquire', at);
    // The exchange makes this thread the only one between here and its release, and lets it see all that was written before
    // the release it follows: both are sequentially consistent operations on the same word.
    if (compareExchange(at + STATE, FREE, HELD) !== FREE && !waitFor(at, deadline)) return false;
    // Plain: only the holder writes it, and readers (a diagnosis) only look while the holder cannot go on.
    words[at + HOLDER] = words[slot + Slot.IDENT] as number;
    trace('acquired', at);
    return true;
  }

  /**
   * Frees the lock, and wakes one thread that waits for it. Any thread may call it. Throws RuntimeError if the lock is free.
   *
   * Python: `Lock.release()`.
   */
  release(): void {
    const at = this[AT];
    if (isHost) throw outsideRun();
    step('release', at);
    trace('released', at);
    words[at + HOLDER] = 0;
    // Publishes everything that was done under the lock, and tells in the same step whether somebody may be asleep.
    const state = exchange(at + STATE, FREE);
    if (state === HELD) return;
    if (state === FREE) throw new RuntimeError('release unlocked lock');
    wake(at + STATE, 1);
  }

  /** True while somebody holds the lock; by the time the caller reads it, it may have changed. Python: `Lock.locked()`. */
  locked(): boolean {
    return load(this[AT] + STATE) !== FREE;
  }

  /** Acquires, and gives what releases: `using _held = lock.hold();`. Python: `with lock:`. */
  hold(): Disposable {
    return new Held(this);
  }

  /** Runs `body` with the lock held, and releases it, also if `body` throws. Python: `with lock:`. */
  with<T>(body: () => T): T {
    this.acquire();
    try {
      return body();
    } finally {
      this.release();
    }
  }

  override toString(): string {
    return `<${this.locked() ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(this[AT])}>`;
  }
}

defineSharedClass(Kind.Lock, Lock);

/**
 * The lock was held. Its word is set to CONTENDED before going to sleep on it: a holder that releases meanwhile finds
 * CONTENDED and wakes, or has made the word FREE, and then the exchange has taken the lock. Who takes it here leaves
 * CONTENDED behind, for it cannot know whether others sleep: one wake too many, never one too few. That also holds for a
 * thread that was woken and comes too late, and for one whose time is over: it looks once more before it gives up.
 */
function waitFor(at: number, deadline: number): boolean {
  if (deadline === -Infinity) return false;
  if (spinWhile(at + STATE, HELD, SPINS) && compareExchange(at + STATE, FREE, HELD) === FREE) return true;
  while (exchange(at + STATE, CONTENDED) !== FREE) {
    if (!wait(at + STATE, CONTENDED, deadline, ACQUIRE, at)) return false;
  }
  return true;
}

const ACQUIRE = callNumber('Lock.acquire');
