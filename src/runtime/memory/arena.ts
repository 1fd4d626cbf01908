/**
 * The arena: the one `SharedArrayBuffer` that holds everything shared. Addresses are *word* indexes (one word = 4 bytes) into
 * `words`; `map.ts` has the map of its fixed part.
 */
import { availableParallelism } from 'node:os';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { SlotAddress } from './address.js';
import { Control, DEFAULT_ARENA, HEAP_LINE, LINE, MAX_ARENA, RACE_LOG_BYTES, Slot } from './map.js';

/** What the host gives a worker at its start, as `workerData.pyconc`. */
export interface WorkerData {
  readonly memory: SharedArrayBuffer;
  readonly slot: SlotAddress;
  /** The worker's end of the channel to its host. */
  readonly port: MessagePort;
  /** The folder of the host's compile cache, if it has one. */
  readonly compileCache: string | undefined;
  /** The control block, if the worker's runs are controlled. */
  readonly control: SharedArrayBuffer | undefined;
}

const own: WorkerData | undefined = workerData?.pyconc;

/** The slot of the thread that this module was loaded in; 0 in the host. */
export const slot: SlotAddress = own?.slot ?? (0 as SlotAddress);

/**
 * The port to the host; undefined in the host. Not `parentPort`, for modules that a program imports may send messages on that.
 */
export const hostPort: MessagePort | undefined = own?.port;

/** True in the thread that starts workers and runs no program itself. */
export const isHost: boolean = own === undefined;

// The worker's own copy is loaded first. It would not know objects that a second copy makes, and their locks would differ.
if (!isHost) {
  const copies = globalThis as { [key: symbol]: true | undefined };
  const copy = Symbol.for('pyconc.copy');
  if (copies[copy]) {
    throw new Error(
      'two copies of pyconc are loaded in this thread, and know nothing of each other. If two are installed, start the program with its own one (`npx pyconc`). If a loader compiles pyconc with a program of CommonJS, as tsx does, write "type": "module" into the program\'s package.json, or name its files .mts',
    );
  }
  copies[copy] = true;
}

export const memory: SharedArrayBuffer = own?.memory ?? reserve();
export const words = new Int32Array(memory);
export const doubles = new Float64Array(memory);
export const bytes = new Uint8Array(memory);
/** For atomic operations on doubles: there are none on a Float64Array. */
export const longs = new BigInt64Array(memory);

/** The first word of the race log. */
export const RACE_LOG = (memory.byteLength - RACE_LOG_BYTES) / 4;

/** The word with the calling thread's WATCH. */
export const watch: number = isHost ? Control.UNWATCHED : slot + Slot.WATCH;

if (isHost) {
  words[Control.BUMP] = HEAP_LINE;
  words[Control.LIMIT] = (DEFAULT_ARENA * 2 ** 20) / (LINE * 4);
  words[Control.CORES] = availableParallelism();
}

/** Returns the number of the highest slot that has ever been used. */
export function slotsUsed(): number {
  return Atomics.load(words, Control.SLOTS_USED);
}

function reserve(): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(MAX_ARENA * 2 ** 20 + RACE_LOG_BYTES);
  } catch {
    return new SharedArrayBuffer(DEFAULT_ARENA * 2 ** 20 + RACE_LOG_BYTES);
  }
}
