/** How long a call waits for an item or for room, and the waits themselves. */
import { optionsOf } from '../runtime/arguments/options.js';
import { ValueError } from '../runtime/errors.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds, deadlineAfter } from '../runtime/kernel/deadline.js';
import type { MonitorCondition } from '../runtime/kernel/monitor.js';
import { glance } from '../runtime/kernel/polling.js';
import { spinWhile } from '../runtime/kernel/spin.js';
import { announceWhen } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { Test } from '../runtime/memory/control-block.js';
import { Kind } from '../runtime/objects/shared-object.js';
import { Empty, Full, ShutDown } from '../runtime/queue-errors.js';
import { COUNT, IS_SHUT_DOWN, MAXSIZE, monitor, notEmpty, notFull, UNFINISHED } from './words.js';

export interface QueueWaitOptions {
  /** False: do not wait. */
  readonly block?: boolean;
  /** The most seconds to wait; none for no limit. Ignored with `block: false`, as in Python. */
  readonly timeout?: number | undefined;
}

export const PUT_OPTIONS = optionsOf('put()', 'put(item, { block, timeout })', ['block', 'timeout']);
export const GET_OPTIONS = optionsOf('get()', 'get({ block, timeout })', ['block', 'timeout']);

/** A `put` that waits looks at the limit when it begins: to change it wakes no thread. */
export function announcePut(at: ObjectAddress, options: QueueWaitOptions | undefined): void {
  const maxsize = words[at + MAXSIZE] as number;
  const room = [Test.LESS, at + COUNT, maxsize > 0 ? maxsize : 2 ** 31 - 1] as const;
  announceWhen('put', at, isTry(options), PUT, room, [Test.DIFFERENT, at + IS_SHUT_DOWN, 0]);
}

export function announceGet(at: ObjectAddress, options: QueueWaitOptions | undefined): void {
  const item = [Test.DIFFERENT, at + COUNT, 0] as const;
  announceWhen('get', at, isTry(options), GET, item, [Test.DIFFERENT, at + IS_SHUT_DOWN, 0]);
}

export function announceJoin(at: ObjectAddress): void {
  announceWhen('wait', at, false, JOIN, [Test.EQUAL, at + UNFINISHED, 0]);
}

/** True for a call that gives up where it would have to wait for long, or at all. */
function isTry({ block = true, timeout }: QueueWaitOptions = {}): boolean {
  return !block || (timeout !== undefined && timeout !== null);
}

export function awaitRoom(at: ObjectAddress, options: QueueWaitOptions | undefined): void {
  refuseNegative(options);
  const isFull = () => (words[at + COUNT] as number) >= (words[at + MAXSIZE] as number);
  if (!isFull()) return;
  const deadline = deadlineFor(options);
  while (isFull()) {
    if (deadline <= now()) {
      glance(at, words[at + COUNT] as number);
      throw new Full();
    }
    awaitChange(at, notFull, deadline, PUT);
    if (words[at + IS_SHUT_DOWN] === 1) throw new ShutDown();
  }
}

export function awaitItem(at: ObjectAddress, options: QueueWaitOptions | undefined): void {
  if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  refuseNegative(options);
  if (words[at + COUNT] !== 0) return;
  const deadline = deadlineFor(options);
  while (words[at + COUNT] === 0) {
    if (deadline <= now()) {
      glance(at, 0);
      throw new Empty();
    }
    awaitChange(at, notEmpty, deadline, words[at] === Kind.SimpleQueue ? GET_SIMPLE : GET);
    if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  }
}

/** Whether the call has to wait or not. What is no time otherwise is refused only where the call has to wait, as in Python. */
function refuseNegative({ block = true, timeout }: QueueWaitOptions = {}): void {
  if (!block || timeout === undefined || timeout === null) return;
  if (typeof timeout !== 'number') checkSeconds(timeout);
  if (timeout < 0) throw new ValueError("'timeout' must be a non-negative number");
}

/** One deadline for all waits of a call (program seconds); Infinity for none. */
function deadlineFor({ block = true, timeout }: QueueWaitOptions = {}): number {
  return block ? deadlineAfter(timeout) : -Infinity;
}

/** Microseconds of waiting awake for an item or for room. */
const AWAKE = 20;

/** Waits for an item or for room, with the mutex let go; it may be in vain. */
function awaitChange(at: ObjectAddress, condition: MonitorCondition, deadline: number, reason: number): void {
  const count = words[at + COUNT] as number;
  monitor.leave(at);
  // Items that come one after the other are met awake: to sleep for each would cost more than all the rest.
  const hasChanged = spinWhile(at + COUNT, count, AWAKE);
  monitor.enter(at, reason);
  if (hasChanged || words[at + COUNT] !== count || words[at + IS_SHUT_DOWN] === 1) return;
  condition.wait(at, deadline, reason);
}

export const PUT = reasonNumber('Queue.put');
export const GET = reasonNumber('Queue.get');
const GET_SIMPLE = reasonNumber('SimpleQueue.get');
export const JOIN = reasonNumber('Queue.join');
