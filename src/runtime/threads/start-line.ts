/**
 * The start line: threads that are started together really run together.
 *
 * Two workers woken for a short job often run one after the other, and a race between them does not show. So `start()` adds
 * the new thread to its starter's *group*. Members wait until the group is closed (by the starter's next blocking call, or 5 ms
 * after its last start) and all have arrived.
 *
 * With `together` they then go in *waves*, in the order in which they were started: as many as there are cores rendezvous,
 * awake and at the same time, and the next ones follow when these are about to block or have ended. With `aligned` all go, and
 * each pauses once more between its first load of shared data and what follows, until every other has come to its own first
 * load, is about to block, or has ended: then two threads that read, change and write back have read the same value. All of it
 * is bounded in time, and none of it does what a scheduler could not have done.
 */
import { setBeforeSleep } from '../kernel/hooks.js';
import { elapsed } from '../kernel/real-time.js';
import { spinWhile } from '../kernel/spin.js';
import { notifyUncounted, waitUncounted } from '../kernel/wake.js';
import type { BlockAddress } from '../memory/address.js';
import { slot, watch, words } from '../memory/arena.js';
import { add, clearBits, compareExchange, load, setBits, store } from '../memory/atomics.js';
import { blockWords, freeBlock, storeBlock } from '../memory/heap.js';
import { Control, Slot, Watch } from '../memory/map.js';
import { ROUNDS, rendezvous } from './rendezvous.js';

export const StartMode = { free: 0, together: 1, aligned: 2 } as const;

/** Words of a group. MEMBERS is twice the number of members, plus 1 once the group is closed. */
const MEMBERS = 0;
const ARRIVED = 1;
/** How many waves may go: the word of members in the first wave, and the word of members in later ones. */
const GO = 2;
const GO_LATER = 3;
const READY = 4;
const USERS = 5;
const LAST_START = 6;
/** The word of the waves' rendezvous, and its value before that of the current wave. */
const UP = 7;
const UP_BEFORE = 8;
const NEW_GROUP = new Uint8Array(9 * 4);

const QUIET_MS = 5;
const ARRIVAL_MS = 1000;
const ARRIVAL_AWAKE_US = 20;
const WAVE_SECONDS = 1e-3;
const MOST_WAVES = 4;
const FIRST_LOAD_MS = 25;

/** The group that this thread is adding to, and the one that it belongs to; 0 for none. */
let own: BlockAddress | 0 = 0;
let joined: BlockAddress | 0 = 0;

/** Adds a thread that the caller is about to start to its group; returns the group, 0 if the start line is `free`. */
export function joinGroup(): BlockAddress | 0 {
  if (words[Control.START] === StartMode.free) return 0;
  if (own === 0 || !addMember(own)) {
    if (own !== 0) drop(own);
    // `storeBlock` throws if the arena is full: then there must be no group, rather than one that was dropped.
    own = 0;
    own = storeBlock(NEW_GROUP);
    const at = blockWords(own);
    words[at + MEMBERS] = 2;
    words[at + USERS] = 2;
    words[at + LAST_START] = milliseconds();
    setBeforeSleep(beforeSleep);
  }
  return own;
}

/** Takes back `joinGroup`: the thread could not be started after all. */
export function withdraw(group: BlockAddress | 0): void {
  if (group === 0) return;
  const at = blockWords(group);
  add(at + ARRIVED, 1);
  add(at + UP, ROUNDS);
  add(at + READY, 1);
  drop(group);
}

/** The number of the member that joined last, from 0. */
export function memberNumber(group: BlockAddress | 0): number {
  return group === 0 ? 0 : (load(blockWords(group) + MEMBERS) >> 1) - 1;
}

/** The started thread arrives at the line, and waits for the others. */
export function arrive(): void {
  const group = words[slot + Slot.GROUP] as BlockAddress | 0;
  if (group === 0) return;
  const at = blockWords(group);
  const number = words[slot + Slot.MEMBER] as number;
  // Members of later waves sleep on a word of their own, so that the first wave does not wake them.
  const go = isInFirstWave(number) ? at + GO : at + GO_LATER;
  const giveUp = milliseconds() + ARRIVAL_MS;
  add(at + ARRIVED, 1);
  openIfComplete(at);
  while (load(at + GO) === 0 && !spinWhile(go, 0, ARRIVAL_AWAKE_US) && milliseconds() < giveUp) {
    waitUncounted(go, 0, QUIET_MS);
    if (milliseconds() - load(at + LAST_START) >= QUIET_MS) close(at);
  }
  if (isAligned()) setBits(watch, Watch.FIRST_LOAD);
  else awaitWave(at, number);
  // Does not drop the group yet: the last user frees it, which takes longer than a short target runs.
  joined = group;
  setBeforeSleep(beforeSleep);
}

/** Called after each load of shared data: pauses if it is the thread's first load, and the thread is in an aligned group. */
export function pauseAtFirstLoad(): void {
  if (((words[watch] as number) & Watch.FIRST_LOAD) === 0) return;
  clearBits(watch, Watch.FIRST_LOAD);
  const group = joined;
  if (group === 0) return;
  joined = 0;
  const at = blockWords(group);
  const members = load(at + MEMBERS) >> 1;
  const giveUp = milliseconds() + FIRST_LOAD_MS;
  reach(at);
  for (let ready = load(at + READY); ready < members; ready = load(at + READY)) {
    const left = giveUp - milliseconds();
    if (left <= 0) break;
    waitUncounted(at + READY, ready, left);
  }
  drop(group);
}

/** The thread is about to block, or has ended: its own group may go, and no member need wait for its first load. */
export function leaveStartLine(): void {
  setBeforeSleep(undefined);
  if (own !== 0) {
    close(blockWords(own));
    drop(own);
    own = 0;
  }
  clearBits(watch, Watch.FIRST_LOAD);
  if (joined !== 0) {
    reach(blockWords(joined));
    drop(joined);
    joined = 0;
  }
}

const beforeSleep = leaveStartLine;

function isAligned(): boolean {
  return words[Control.START] === StartMode.aligned;
}

/** True if the member is in the first wave; the group may still grow. */
function isInFirstWave(number: number): boolean {
  return isAligned() || number < cores();
}

/** Waits, though not for long, until all earlier waves are off, and then meets the other members of its wave. */
function awaitWave(at: number, number: number): void {
  const members = load(at + MEMBERS) >> 1;
  const size = waveSize(members);
  const wave = Math.trunc(number / size);
  const giveUp = elapsed() + wave * WAVE_SECONDS;
  for (let gone = load(at + GO_LATER); gone <= wave && wave > 0; gone = load(at + GO_LATER)) {
    const left = giveUp - elapsed();
    if (left <= 0) return;
    waitUncounted(at + GO_LATER, gone, left * 1000);
  }
  const others = Math.min(size, members - wave * size) - 1;
  // UP_BEFORE is read after GO_LATER, and written before it.
  if (others > 0 && size <= cores()) rendezvous(at + UP, load(at + UP_BEFORE), others + 1);
}

/** As many as can really run at once; but a great group goes in few large waves, rather than in a long series of waves. */
function waveSize(members: number): number {
  return Math.max(cores(), Math.ceil(members / MOST_WAVES));
}

function cores(): number {
  return words[Control.CORES] as number;
}

function addMember(group: BlockAddress): boolean {
  const at = blockWords(group);
  for (;;) {
    const members = load(at + MEMBERS);
    if (members & 1) return false;
    // One step with the test that the group is open: a group that closes meanwhile never counts this member.
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

/**
 * The thread that closes the group and the last to arrive both call this after their own atomic change: one sees both changes.
 */
function openIfComplete(at: number): void {
  const members = load(at + MEMBERS);
  if ((members & 1) === 0 || load(at + ARRIVED) < members >> 1 || load(at + GO) > 0) return;
  if (waveSize(members >> 1) > cores()) letGo(at, GO_LATER, 1);
  letGo(at, GO, 1);
}

function letGo(at: number, bell: typeof GO | typeof GO_LATER, waves: number): void {
  store(at + bell, waves);
  notifyUncounted(at + bell);
}

/** The caller is off: it is about to block, or has ended, or, in an aligned group, has come to its first load. */
function reach(at: number): void {
  const ready = add(at + READY, 1) + 1;
  const members = load(at + MEMBERS) >> 1;
  if (isAligned()) {
    if (ready >= members) notifyUncounted(at + READY);
    return;
  }
  const size = waveSize(members);
  // READY takes each value once, so exactly one member lets the next wave go. A wave may still not be told (if READY took that
  // value for a thread that could not be started, or two waves were let go at once in the wrong order): then it times out.
  if (ready >= members || ready % size !== 0) return;
  store(at + UP_BEFORE, load(at + UP));
  letGo(at, GO_LATER, ready / size + 1);
}

function drop(group: BlockAddress): void {
  if (add(blockWords(group) + USERS, -1) === 1) freeBlock(group);
}

/** Milliseconds since the run began, not of the machine's clock: these fit into a word for 24 days. */
function milliseconds(): number {
  return Math.trunc(elapsed() * 1000);
}
