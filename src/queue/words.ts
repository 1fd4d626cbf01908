/** The words of a queue in the arena, and its monitor. */

import type { ObjectState } from '../events/waiting.js';
import { CONDITION_SIZE, Monitor, MonitorCondition } from '../runtime/kernel/monitor.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { HEAD, kindName } from '../runtime/objects/shared-object.js';

/** On a line of its own: threads that spin on it should not disturb the holder. */
const MUTEX = HEAD;
const LINE = 16;
export const MAXSIZE = LINE;
export const UNFINISHED = LINE + 1;
export const IS_SHUT_DOWN = LINE + 2;
/** The number of items, also for threads that look without the mutex. */
export const COUNT = LINE + 3;
/** Where the kinds of queues keep their items. */
export const ITEMS = LINE + 4;
const NOT_EMPTY = 2 * LINE;
const NOT_FULL = NOT_EMPTY + CONDITION_SIZE;
const ALL_DONE = NOT_FULL + CONDITION_SIZE;
export const QUEUE_SIZE = ALL_DONE + CONDITION_SIZE - HEAD;

export const monitor = new Monitor(MUTEX);
export const notEmpty = new MonitorCondition(monitor, NOT_EMPTY);
export const notFull = new MonitorCondition(monitor, NOT_FULL);
export const allTasksDone = new MonitorCondition(monitor, ALL_DONE);

/** The queue as it is now, for a diagnosis. */
export function queueState(at: ObjectAddress): ObjectState {
  return {
    kind: kindName(at) as 'Queue',
    items: words[at + COUNT] as number,
    maxsize: words[at + MAXSIZE] as number,
    unfinished: words[at + UNFINISHED] as number,
  };
}
