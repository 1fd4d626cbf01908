/**
 * The start line: threads that are started together really run together.
 *
 * Two workers woken for a short job are often run one after the other, and a race between them is not seen. So `start()`
 * adds the new thread to its starter's *burst*. Members wait until the burst is closed (by the starter's next blocking call,
 * or 5 ms after its last start) and all have arrived. With `aligned`, each then pauses once more between its first load of
 * shared data and what follows, until every other has come to its own first load, is about to block, or has ended: then two
 * threads that read, change and write back have read the same value. All of it is bounded in time, and none of it does what
 * a scheduler could not have done.
 */
import { Control, words } from './arena.js';
import { blockWords, freeBlock, storeBlock } from './heap.js';
import {
  add,
  compareExchange,
  doze,
  elapsed,
  load,
  rouse,
  setBeforeSleep,
  setBits,
  spinWhile,
  store,
} from './kernel.js';

export const StartMode = { free: 0, together: 1, aligned: 2 } as const;

/** Words of a burst. MEMBERS is twice their number, plus 1 once it is closed. */
const MEMBERS = 0;
const ARRIVED = 1;
const GO = 2;
const READY = 3;
const USERS = 4;
const LAST_START = 5;
const UP = 6;
const BURST_BYTES = 7 * 4;

const QUIET_MS = 5;
const ARRIVAL_MS = 1000;
const ARRIVAL_AWAKE_US = 20;
const MEETING_SECONDS = 100e-6;
const MEETING_ROUNDS = 20;
const FIRST_LOAD_MS = 25;

/** The burst that this thread is adding to, and the one that it belongs to; 0 for none. */
let own = 0;
let joined = 0;

/** True until this thread's first load of shared data, if it has to pause there. */
export let isBeforeFirstLoad = false;

/** A place in the starter's burst for a thread that it is about to start; 0 where the start line is `free`. */
export function enrol(): number {
  if (words[Control.START] === StartMode.free) return 0;
  if (own === 0 || !addMember(own)) {
    if (own !== 0) drop(own);
    // The arena may be full: then there is none, rather than one that has been given up.
    own = 0;
    own = storeBlock(new Uint8Array(BURST_BYTES));
    const at = blockWords(own);
    words[at + MEMBERS] = 2;
    words[at + USERS] = 2;
    words[at + LAST_START] = milliseconds();
    setBeforeSleep(beforeSleep);
  }
  return own;
}

/** Takes back an enrolment: the thread could not be started after all. */
export function withdraw(burst: number): void {
  if (burst === 0) return;
  const at = blockWords(burst);
  add(at + ARRIVED, 1);
  add(at + UP, MEETING_ROUNDS);
  add(at + READY, 1);
  drop(burst);
}

/** A started thread comes to the line, and waits for the others. */
export function arrive(burst: number): void {
  if (burst === 0) return;
  const at = blockWords(burst);
  const giveUp = milliseconds() + ARRIVAL_MS;
  add(at + ARRIVED, 1);
  openIfComplete(at);
  while (!spinWhile(at + GO, 0, ARRIVAL_AWAKE_US) && milliseconds() < giveUp) {
    doze(at + GO, 0, QUIET_MS);
    if (milliseconds() - load(at + LAST_START) >= QUIET_MS) close(at);
  }
  if (words[Control.START] !== StartMode.aligned) {
    meet(at);
  } else {
    isBeforeFirstLoad = true;
  }
  // Whoever is the last to let go of the burst frees it, which takes longer than a short target runs: not now, then.
  joined = burst;
  setBeforeSleep(beforeSleep);
}

/** Called between a thread's first load of shared data and what follows. */
export function pauseAtFirstLoad(): void {
  isBeforeFirstLoad = false;
  const burst = joined;
  if (burst === 0) return;
  joined = 0;
  const at = blockWords(burst);
  const members = load(at + MEMBERS) >> 1;
  const giveUp = milliseconds() + FIRST_LOAD_MS;
  reach(at);
  for (let ready = load(at + READY); ready < members; ready = load(at + READY)) {
    const left = giveUp - milliseconds();
    if (left <= 0) break;
    doze(at + READY, ready, left);
  }
  drop(burst);
}

/** The thread is about to block, or has ended: whom it started may go, and nobody need wait for its first load. */
export function leaveStartLine(): void {
  setBeforeSleep(undefined);
  if (own !== 0) {
    close(blockWords(own));
    drop(own);
    own = 0;
  }
  isBeforeFirstLoad = false;
  if (joined !== 0) {
    reach(blockWords(joined));
    drop(joined);
    joined = 0;
  }
}

const beforeSleep = leaveStartLine;

/**
 * The way from sleep takes each member a different time, longer than a short target runs: so who is up waits awake for the
 * others, and then some rounds more, for after one the last to come is ahead by as long as a hundred increments take. Not
 * for long, since with more members than cores some are up only when these have gone.
 */
function meet(at: number): void {
  const members = load(at + MEMBERS) >> 1;
  const giveUp = elapsed() + MEETING_SECONDS;
  for (let round = 1; round <= MEETING_ROUNDS; round++) {
    add(at + UP, 1);
    for (let turn = 1; load(at + UP) < members * round; turn++) {
      // The clock takes longer than a look.
      if ((turn & 63) === 0 && elapsed() >= giveUp) return;
    }
  }
}

function addMember(burst: number): boolean {
  const at = blockWords(burst);
  for (;;) {
    const members = load(at + MEMBERS);
    if (members & 1) return false;
    // In one step with the test that it is still open: a burst that closes now never counts this member.
    if (compareExchange(at + MEMBERS, members, members + 2) === members) break;
  }
  add(at + USERS, 1);
  store(at + LAST_START, milliseconds());
  return true;
}

function close(at: number): void {
  setBits(at + MEMBERS, 1);
  openIfComplete(at);
}

/** Whoever closes and whoever arrives last both look here, after their own atomic change: one of them sees both. */
function openIfComplete(at: number): void {
  const members = load(at + MEMBERS);
  if ((members & 1) === 0 || load(at + ARRIVED) < members >> 1) return;
  store(at + GO, 1);
  rouse(at + GO);
}

function reach(at: number): void {
  const ready = add(at + READY, 1) + 1;
  if (ready >= load(at + MEMBERS) >> 1) rouse(at + READY);
}

function drop(burst: number): void {
  if (add(blockWords(burst) + USERS, -1) === 1) freeBlock(burst);
}

/** Of the run, not of the machine: these fit into a word for 24 days. */
function milliseconds(): number {
  return Math.trunc(elapsed() * 1000);
}
