/**
 * The arena: the one `SharedArrayBuffer` in which everything shared lives, and the map of its fixed part.
 *
 * Addresses are *word* indexes (one word = 4 bytes) into `words`; a line is 64 bytes, what a cache moves at a time.
 * Words that different threads write often lie on lines of their own.
 *
 *     line 0      control words that seldom change
 *     lines 1–9   one hot control word a line
 *     …           heads of the free lists of blocks, counts of trials
 *     SLOTS       one slot for each thread that can be alive
 *     HEAP        objects and blocks, handed out upwards
 *     …           behind all that may be used: the race log (`race-log.ts`)
 */
import { availableParallelism } from 'node:os';
import { type MessagePort, workerData } from 'node:worker_threads';
import { Control, DEFAULT_ARENA, HEAP_LINE, LINE, MAX_ARENA, RACE_LOG_BYTES, Slot } from './map.js';

/** What a worker of this runtime is born with. */
export interface Birth {
  readonly memory: SharedArrayBuffer;
  readonly slot: number;
  /** To its host. */
  readonly port: MessagePort;
  /** The folder of the host's compile cache, if it has one. */
  readonly compileCache: string | undefined;
}

const birth: Birth | undefined = workerData?.pyconc;

/** The slot (a word index) of the thread that this module was loaded in; 0 in the host. */
export const slot: number = birth?.slot ?? 0;

/**
 * The way to the host; undefined in the host. A port of the runtime's own: on `parentPort` the modules that a program imports
 * may have something to say, too.
 */
export const hostPort: MessagePort | undefined = birth?.port;

/** True in the thread that starts workers and runs no program itself. */
export const isHost: boolean = birth === undefined;

// The worker's own copy comes first. What a second one makes would not be known to it, and locks would not be the same.
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

export const memory: SharedArrayBuffer = birth?.memory ?? reserve();
export const words = new Int32Array(memory);
export const doubles = new Float64Array(memory);
export const bytes = new Uint8Array(memory);
/** What doubles are exchanged by: there is no atomic operation on a Float64Array. */
export const longs = new BigInt64Array(memory);

/** Where the race log begins. */
export const RACE_LOG = (memory.byteLength - RACE_LOG_BYTES) / 4;

/** The WATCH of the calling thread. */
export const watch: number = isHost ? Control.UNWATCHED : slot + Slot.WATCH;

if (isHost) {
  words[Control.BUMP] = HEAP_LINE;
  words[Control.LIMIT] = (DEFAULT_ARENA * 2 ** 20) / (LINE * 4);
  words[Control.CORES] = availableParallelism();
}

/** Number of the highest slot in use. */
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
