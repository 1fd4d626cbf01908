/** A number for processes: Python's `multiprocessing.Value`. */
import { typeName } from '../runtime/arguments/type-names.js';
import { step } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { wrapped } from '../runtime/objects/int32.js';
import { AT, defineSharedClass, isFromHandle, Kind, nameOf } from '../runtime/objects/shared-object.js';
import { look, RemoteObject, remoteFacts, requestOf } from '../runtime/processes/client/remote-object.js';
import { lockIdOf } from '../runtime/processes/server/object-server.js';
import { callSite } from '../runtime/source/call-stack.js';
import { trace } from '../runtime/tracing/trace.js';
import { lockWithId, type RLock } from './lock.js';

/**
 * A number that all processes of the program share. Reading and writing it are each atomic; `value.value += 1` is one
 * of each, and between the two another process may write. Hold the value's own lock where that matters.
 *
 * `'i'` is a whole number of 32 bits that wraps around, `'d'` a double.
 *
 * Python: `multiprocessing.Value(typecode, initial)`.
 *
 * @example
 * const counter = new Value('i', 0, 'counter');
 * counter.getLock().with(() => (counter.value += 1));
 */
export class Value extends RemoteObject {
  /**
   * Makes a value, 0 if `initial` is not given. Diagnoses and traces show `name`. Throws TypeError for another
   * typecode, MemoryError if the arena is full, and what setting `value` throws.
   */
  constructor(typecode: 'i' | 'd', initial = 0, name?: string) {
    if (!isFromHandle() && typecode !== 'i' && typecode !== 'd') {
      throw new TypeError(`a Value's typecode is 'i' (32-bit integer) or 'd' (double), not ${String(typecode)}`);
    }
    if (!isFromHandle() && typeof initial !== 'number')
      throw new TypeError(`a Value is a number, not ${typeName(initial)}`);
    const isWhole = !isFromHandle() && typecode === 'i';
    super(Kind.ProcessValue, name, { kind: 'Value', number: isWhole ? wrapped(initial) : initial, isWhole });
  }

  /**
   * The number, now. Waits while another thread or process holds the value's lock. Throws RuntimeError outside a run.
   * Setting it throws TypeError for anything but a number, and for a fraction in an `'i'`; OverflowError beyond 2⁵³ in
   * an `'i'`. Python: `Value.value`.
   */
  get value(): number {
    step('load', this[AT]);
    const number = requestOf(this, { op: 'load', site: callSite() }, Infinity, ACCESS).number as number;
    trace('load', this[AT], number);
    return number;
  }

  set value(number: number) {
    if (typeof number !== 'number') throw new TypeError(`a Value is a number, not ${typeName(number)}`);
    const stored = this[remoteFacts].isWhole ? wrapped(number) : number;
    step('store', this[AT]);
    trace('store', this[AT], stored);
    requestOf(this, { op: 'store', number: stored, site: callSite() }, Infinity, ACCESS);
  }

  /**
   * The lock that belongs to the value: an RLock, so that its holder may still read and write. Throws MemoryError if
   * the arena is full. Python: `Value.get_lock()`.
   */
  getLock(): RLock {
    const name = nameOf(this[AT]);
    return lockWithId(lockIdOf(this[remoteFacts].id), name === null ? undefined : `lock of ${name}`);
  }

  override toString(): string {
    const type = this[remoteFacts].isWhole ? "'i'" : "'d'";
    const name = nameOf(this[AT]);
    return `<Value ${name === null ? '' : `${name} `}(${type}, ${look(this, 'load') ?? '?'})>`;
  }
}

defineSharedClass(Kind.ProcessValue, Value as new () => Value);

const ACCESS = reasonNumber('multiprocessing.Value');
