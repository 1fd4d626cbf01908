/**
 * Polling: a thread that reads the same again and again, and changes nothing. It is parked where it begins another round of its
 * loop, until another thread changes something.
 */
import { type Announcement, operations } from '../kernel/step.js';

/** How often a thread may read the same before it is parked until another one writes. */
const POLLING_ROUNDS = 3;
/** A loop of more steps than this is not recognized. */
const LONGEST_ROUND = 8;
/** What the thread has done since it last changed anything: a number for each operation and what it came to. */
const reads: number[] = [];
/** The same operations, without what they came to. */
const begun: number[] = [];

/** Whether the thread begins another round of a loop that has found the same again and again, and has changed nothing. */
export function isPolling(next: Announcement): boolean {
  if (!KEPT.includes(next.op)) {
    forgetReads();
    return false;
  }
  const operation = mix(operations.indexOf(next.op), next.object, 0);
  const isRepeated = repeats(operation);
  const isRead = next.op === 'load' || next.op === 'look' || next.isTry || next.isTimed;
  begun.push(operation);
  reads.push(isRead ? operation | 1 : operation);
  return isRepeated;
}

export function forgetReads(): void {
  begun.length = 0;
  reads.length = 0;
}

/** Operations that change nothing, or nothing that lasts. */
const KEPT: readonly string[] = ['load', 'look', 'acquire', 'release', 'wait', 'resume', 'sleep', 'join', 'get', 'put'];
/** What is observed of operations that have changed something after all. */
const CHANGES: readonly string[] = ['put', 'got', 'notified', 'arrived'];

function repeats(next: number): boolean {
  const { length } = reads;
  for (let round = 1; round <= LONGEST_ROUND && round * POLLING_ROUNDS <= length; round++) {
    if (begun[length - round] !== next) continue;
    let isSame = reads.slice(length - round).some((each) => each & 1);
    for (let i = length - round * (POLLING_ROUNDS - 1); i < length && isSame; i++) {
      isSame = reads[i] === reads[i - round];
    }
    if (isSame) return true;
  }
  return false;
}

/** A number that stands for two; its lowest bit says whether the operation reads anything. */
export function mix(a: number, b: number, isRead: number): number {
  return ((Math.imul(a, 31) + Math.imul(b | 0, 0x9e3779b1) + Math.trunc((b % 1) * 1e6)) << 1) | isRead;
}

/** What the operation that was announced last has come to. */
export function noteResult(op: string, value: number | undefined): void {
  if (CHANGES.includes(op)) forgetReads();
  else if (value !== undefined && reads.length > 0) {
    const last = reads.at(-1) as number;
    reads[reads.length - 1] = mix(last >> 1, value, last & 1);
  }
}
