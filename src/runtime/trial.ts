/** One MainThread, many runs of `main`: each begins with the memory that the first began with. */
import { bytes, Control, doubles, HEAP_LINE, LINE, Slot, slot, slotAt, words } from './arena.js';
import { describeError } from './error-facts.js';
import { MAIN_IDENT } from './identity.js';
import { doze, load, slotsUsed } from './kernel.js';
import { tellHost } from './port.js';
import { hasNewModules, reset, type Snapshot, takeSnapshot } from './snapshot.js';
import { leaveStartLine } from './start-line.js';
import { closeRecord, recordStart } from './thread-records.js';
import { aliveThreads, joinOthers } from './threads.js';
