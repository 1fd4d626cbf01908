/**
 * The kernel: every atomic operation, every clock and every sleep of the runtime is in this file.
 *
 * Primitives are written in these verbs and nothing else, so that another kernel (one that lets a single thread run at a
 * time and chooses who goes next) can take this one's place without a change to them.
 *
 * **Memory order.** JavaScript's `Atomics` are sequentially consistent: all threads see them in one order, and a plain
 * access before (after) one in program order happens before (after) it for whoever reads (wrote) that word. So the rule
 * everywhere is: write the facts plainly, then publish them with one atomic store; test the word atomically, then read the
 * facts plainly.
 */

import { RuntimeError } from '../errors.js';
import {
  Control,
  doubles,
  isHost,
  longs,
  Nudge,
  Polls,
  PROBE,
  Slot,
  State,
  slot,
  slotAt,
  Watch,
  words,
} from '../memory/arena.js';
import { tellHost } from '../threads/port.js';

// ---------------------------------------------------------------------------------------------------- words

export function load(word: number): number {
  return Atomics.load(words, word);
}

export function store(word: number, value: number): void {
  Atomics.store(words, word, value);
}

export function add(word: number, value: number): number {
  return Atomics.add(words, word, value);
}

export function exchange(word: number, value: number): number {
  return Atomics.exchange(words, word, value);
}

/** Puts `value` where `expected` stands; answers what stood there. */
export function compareExchange(word: number, expected: number, value: number): number {
  return Atomics.compareExchange(words, word, expected, value);
}

/** The double at an even word, in the order that all atomic operations are in. */
export function loadDouble(word: number): number {
  return doubleOf(Atomics.load(longs, word >> 1));
}

/** Puts a double there; answers what stood there. */
export function exchangeDouble(word: number, value: number): number {
  real[0] = value;
  return doubleOf(Atomics.exchange(longs, word >> 1, bits[0] as bigint));
}

const bits = new BigInt64Array(1);
const real = new Float64Array(bits.buffer);

function doubleOf(long: bigint): number {
  bits[0] = long;
  return real[0] as number;
}

/** Sets bits; answers the old value. */
export function setBits(word: number, bits: number): number {
  return Atomics.or(words, word, bits);
}

export function clearBits(word: number, bits: number): void {
  Atomics.and(words, word, ~bits);
}

// ---------------------------------------------------------------------------------------------------- clock

/**
 * Milliseconds between the machine's monotonic clock, which all threads share, and this thread's `performance.now()`. Of
 * several pairs of readings the one with the least time between the two: the first takes milliseconds in a new worker.
 */
const origin = Math.max(...Array.from({ length: 16 }, () => Number(process.hrtime.bigint()) / 1e6 - performance.now()));

/** Real seconds on a clock that all threads of the machine share. */
export function monotonic(): number {
  return (performance.now() + origin) / 1000;
}

/** Real seconds since the run began. */
export function elapsed(): number {
  return monotonic() - (doubles[Control.EPOCH >> 1] as number);
}

/** Program seconds since the run began: real time less the pauses, times the speed, or the virtual clock's time. */
export function now(): number {
  // The virtual time is written only while every thread sleeps, and whoever reads it has been woken since: no tearing.
  if (words[Control.VIRTUAL] === 1) return doubles[Control.CLOCK_NOW >> 1] as number;
  return unpaused() * (doubles[Control.SPEED >> 1] as number);
}

/**
 * In CPython `start()` returns once the thread has begun, which takes 0.1 ms; a worker that is still to be made takes 30. So
 * that a sleep after a start is as long for the started thread as for its starter, the program's clock stands still while a
 * started thread has not begun, and after that until the thread waits, ends, or reads the clock, but not for longer than
 * `SETTLING`: on a busy machine it may have begun, and not have come to what it is to wait for. A thread that computes longer
 * was not waited for: then the clock goes on as if it had gone on since the beginning.
 */
const Pause = {
  /** Guard of these words. */
  GUARD: Control.PAUSE,
  /** Odd while they are being changed. */
  VERSION: Control.PAUSE + 1,
  /** Threads that have not begun, and threads of the present group that have begun and not settled. */
  STARTING: Control.PAUSE + 2,
  SETTLING: Control.PAUSE + 3,
  /** Number of the present group. */
  GROUP: Control.PAUSE + 4,
  /** Real times (doubles): since when the clock stands, when the last thread began, and how long it has stood before. */
  SINCE: Control.PAUSE + 6,
  BEGUN: Control.PAUSE + 8,
  LOST: Control.PAUSE + 10,
} as const;

/** Real seconds. */
const SETTLING = 0.05;
const SKEW = 2e-6;
/** What BEGINNING says of a thread that has not begun; after that it has the number of its group, and then 0. */
const NOT_BEGUN = -1;

/** Real seconds for which the program's clock has gone. */
function unpaused(): number {
  for (let turn = 1; ; turn++) {
    const version = Atomics.load(words, Pause.VERSION);
    if (version & 1) {
      // Its writer has been put aside, or killed: the guard is waited for, or taken over.
      if (turn % 1000 === 0) {
        changePause();
        pauseChanged();
      }
      continue;
    }
    // Within the reading: a time from before a pause, less what that pause has lost since, would be one that is over.
    const real = elapsed();
    const lost = doubles[Pause.LOST >> 1] as number;
    const since = doubles[Pause.SINCE >> 1] as number;
    const begun = doubles[Pause.BEGUN >> 1] as number;
    const isStarting = words[Pause.STARTING] !== 0;
    const isSettling = words[Pause.SETTLING] !== 0;
    // A read-modify-write, for an atomic load would not keep the plain loads before it from being carried out after it.
    if (Atomics.compareExchange(words, Pause.VERSION, version, version) !== version) continue;
    if (isStarting || (isSettling && real < begun + SETTLING)) return since - lost;
    return real - lost - (isSettling ? begun - since : 0);
  }
}

/** For the host, before a run: the clock goes, and has gone for so many real seconds. */
export function resetPause(gone: number): void {
  // A worker may have been ended in the middle of a change, with nobody there to be told of it.
  for (const word of [Pause.GUARD, Pause.VERSION, Pause.STARTING, Pause.SETTLING]) Atomics.store(words, word, 0);
  words[Pause.GROUP] = 1;
  doubles[Pause.LOST >> 1] = elapsed() - gone;
}

/** Stops the clock for what has been started and has not begun. `mark` is a word of its own, which says so. */
export function awaitBeginning(mark: number): void {
  if (words[Control.VIRTUAL] === 1) return;
  changePause();
  const time = elapsed();
  const begun = doubles[Pause.BEGUN >> 1] as number;
  const isStanding = words[Pause.STARTING] !== 0 || (words[Pause.SETTLING] !== 0 && time < begun + SETTLING);
  if (!isStanding) {
    // Those that compute are waited for no longer.
    if (words[Pause.SETTLING] !== 0) lose(begun);
    words[Pause.SETTLING] = 0;
    words[Pause.GROUP] = (words[Pause.GROUP] as number) + 1;
    // Two threads' readings of the machine's clock may differ by so much, and nobody is to see the clock go back.
    doubles[Pause.SINCE >> 1] = time + SKEW;
  }
  words[Pause.STARTING] = (words[Pause.STARTING] as number) + 1;
  words[mark] = NOT_BEGUN;
  pauseChanged();
}

/** The thread is about to do what it was started for. */
export function begin(mark: number): void {
  if (words[mark] !== NOT_BEGUN) return;
  changePause();
  words[Pause.STARTING] = (words[Pause.STARTING] as number) - 1;
  words[Pause.SETTLING] = (words[Pause.SETTLING] as number) + 1;
  doubles[Pause.BEGUN >> 1] = elapsed();
  words[mark] = words[Pause.GROUP] as number;
  pauseChanged();
}

/**
 * The clock need not wait for it any more: it is about to wait itself, or has ended, perhaps without having begun. `at` is the
 * real time at which that was so, where the caller was told of it later.
 */
export function settle(mark: number, at?: number): void {
  if (words[mark] === 0) return;
  changePause();
  const group = words[mark] as number;
  words[mark] = 0;
  const time = at === undefined ? elapsed() : Math.max(at, doubles[Pause.SINCE >> 1] as number);
  const begun = doubles[Pause.BEGUN >> 1] as number;
  const counted = group === NOT_BEGUN ? Pause.STARTING : group === words[Pause.GROUP] ? Pause.SETTLING : 0;
  if (counted !== 0) {
    words[counted] = (words[counted] as number) - 1;
    if (words[Pause.STARTING] === 0 && words[Pause.SETTLING] === 0) {
      lose(counted === Pause.STARTING || time < begun + SETTLING ? time : begun);
    } else if (counted === Pause.STARTING) doubles[Pause.BEGUN >> 1] = time;
  }
  pauseChanged();
}

/** The clock has stood until then. */
function lose(until: number): void {
  doubles[Pause.LOST >> 1] = (doubles[Pause.LOST >> 1] as number) + until - (doubles[Pause.SINCE >> 1] as number);
}

function changePause(): void {
  enter(Pause.GUARD);
  // Not one more: it is odd already where a writer was killed and its guard has been taken over.
  Atomics.or(words, Pause.VERSION, 1);
}

function pauseChanged(): void {
  Atomics.add(words, Pause.VERSION, 1);
  leave(Pause.GUARD);
}

// ---------------------------------------------------------------------------------------------------- sleep and wake

/** Called before this thread sleeps for the first time after it was started, or after it started others. */
let beforeSleep: (() => void) | undefined;
/** Called when this thread is asked where it sleeps. */
let report: (() => void) | undefined;

export function setBeforeSleep(action: (() => void) | undefined): void {
  beforeSleep = action;
}

/** Called when this thread is about to sleep while waits are traced; it answers what to call when it goes on. */
let aroundSleep: ((word: number, call: number, object: number) => (() => void) | undefined) | undefined;

export function setAroundSleep(action: NonNullable<typeof aroundSleep>): void {
  aroundSleep = action;
}

export function setReport(action: () => void): void {
  report = action;
}

/** Called in the middle of a sleep, when a signal has come: it may itself sleep. */
let onSignal: (() => void) | undefined;

export function setOnSignal(action: () => void): void {
  onSignal = action;
}

/** Reports where the calling thread is, if it was asked while it runs. */
export function reportIfAsked(): void {
  if ((Atomics.load(words, slot + Slot.NUDGE) & Nudge.REPORT) === 0) return;
  Atomics.and(words, slot + Slot.NUDGE, ~Nudge.REPORT);
  report?.();
}

/** Called, while threads are watched for polling, when a wait was in vain. */
let noteVainWait: ((object: number, found: number) => void) | undefined;

export function setNoteVainWait(action: NonNullable<typeof noteVainWait>): void {
  noteVainWait = action;
}

/** Called in the thread of HANG_JUDGE when no thread can continue: it is to judge that, and to begin the unwinding. */
let judgeHang: (() => void) | undefined;

/** Says what to do when no thread can continue, in place of the host; undefined leaves it to the host again. */
export function setHangJudge(action: (() => void) | undefined): void {
  judgeHang = action;
  Atomics.store(words, Control.HANG_JUDGE, action ? slot : 0);
}

/** The slot of the calling thread; in the host, where no program runs, an error that says so. */
export function self(): number {
  if (isHost) throw outsideRun();
  return slot;
}

export function outsideRun(): RuntimeError {
  return new RuntimeError(
    'no program is running here: call run(main), and use threads and locks inside main and what it starts',
  );
}

/**
 * A visible operation of the calling thread is about to happen on the object at `at`: where a controlled kernel lets other
 * threads go first. This kernel lets them run whenever they can.
 */
export function step(_op: Operation, _at: number): void {}

/** The visible operations. */
export type Operation =
  | 'load'
  | 'store'
  | 'acquire'
  | 'release'
  | 'wait'
  | 'notify'
  | 'put'
  | 'get'
  | 'sleep'
  | 'log'
  | 'start'
  | 'join';

/**
 * Sleeps while `word` holds `expected`, until `deadline` (program seconds; Infinity for none). True when the word holds
 * something else, false when the time is over and it still does not. `call` and `object` say what for, for a diagnosis.
 */
export function wait(word: number, expected: number, deadline: number, call: number, object: number): boolean {
  const me = self();
  beforeSleep?.();
  if (words[me + Slot.BEGINNING] !== 0) settle(me + Slot.BEGINNING);
  const traced = words[Control.TRACE] as number;
  if ((traced & ~PROBE) === TRACE_LOG || Atomics.load(words, word) !== expected) {
    const hasChanged = sleepWhile(me, word, expected, deadline, call, object);
    if (!hasChanged && traced & PROBE) noteVainWait?.(object, expected);
    return hasChanged;
  }
  const goOn = aroundSleep?.(word, call, object);
  const hasChanged = sleepWhile(me, word, expected, deadline, call, object);
  goOn?.();
  return hasChanged;
}

/** `Trace.log`: then waits are not told. */
const TRACE_LOG = 0;

function sleepWhile(
  me: number,
  word: number,
  expected: number,
  deadline: number,
  call: number,
  object: number,
): boolean {
  for (;;) {
    if (Atomics.load(words, word) !== expected) return true;
    const patience = patienceUntil(deadline);
    if (patience <= 0) return false;
    refuseWhileUnwinding();
    words[me + Slot.WAIT_WORD] = word;
    words[me + Slot.WAIT_EXPECTED] = expected;
    doubles[(me + Slot.WAIT_UNTIL) >> 1] = deadline;
    words[me + Slot.WAIT_OBJECT] = object;
    words[me + Slot.WAIT_CALL] = call;
    words[me + Slot.SLEEPS] = (words[me + Slot.SLEEPS] as number) + 1;
    // Publishes the record above: who sees SLEEPING reads what it is that this thread sleeps on.
    Atomics.store(words, me + Slot.STATE, State.SLEEPING);
    // Not with a reason to look: one that was set before the state above was published came without a wake.
    // A waker has counted whom it woke; who leaves for another reason counts itself.
    const isToSleep = Atomics.load(words, me + Slot.NUDGE) === 0;
    if (isToSleep && !fallAsleep(word, expected, patience)) Atomics.add(words, Control.RUNNING, 1);
    Atomics.store(words, me + Slot.STATE, State.RUNNING);
    // After the state: who sets a bit and then sees this thread awake may count on its looking at word and clock once more.
    // So a bit is never more than a reason to look, and one that comes late ends no later sleep before its time.
    if (Atomics.load(words, me + Slot.NUDGE) === 0) continue;
    const reasons = Atomics.exchange(words, me + Slot.NUDGE, 0);
    if (reasons & Nudge.REPORT) report?.();
    if (reasons & Nudge.HUNG) judgeHang?.();
    if (reasons & Nudge.SIGNAL) onSignal?.();
  }
}

/** What unwinds a thread: no error of the program's, so without a message or a stack. */
export const UNWOUND: unique symbol = Symbol('pyconc.unwound');

/** Throws while all threads are unwound: before each sleep, and where a thread would start another. */
export function refuseWhileUnwinding(): void {
  if (Atomics.load(words, Control.UNWINDING) !== 0) throw UNWOUND;
}

/** True while all threads are unwound. */
export function isUnwinding(): boolean {
  return Atomics.load(words, Control.UNWINDING) !== 0;
}

/** From now on, until `false`, no thread begins another sleep; those that sleep are woken by `unwindSleepers`. */
export function setUnwinding(isToUnwind: boolean): void {
  Atomics.store(words, Control.UNWINDING, isToUnwind ? 1 : 0);
}

/**
 * Wakes all other sleepers so that they leave by a throw. UNWINDING is published before: a thread that begins to sleep
 * either sees it, or is seen asleep by the next call.
 */
export function unwindSleepers(): void {
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (at !== slot && Atomics.load(words, at + Slot.STATE) === State.SLEEPING) nudge(at, Nudge.UNWIND);
  }
}

/** Wakes up to `count` of those who sleep on `word`, longest first. Change the word before: a sleeper re-tests it. */
export function wake(word: number, count = Infinity): void {
  const woken = Atomics.notify(words, word, count);
  // Counted by the waker, who still runs itself: so RUNNING is never 0 while somebody is on the way to wake up.
  if (woken > 0) Atomics.add(words, Control.RUNNING, woken);
}

/** Sleeps for `seconds` of the program's clock. */
export function sleep(seconds: number, call: number): void {
  const me = self();
  step('sleep', 0);
  wait(me + Slot.PARKER, 0, now() + seconds, call, 0);
}

/** Real milliseconds that a sleeper may sleep until `deadline`; the virtual clock ends sleeps itself. */
function patienceUntil(deadline: number): number {
  if (deadline === Infinity) return Infinity;
  const left = deadline - now();
  if (words[Control.VIRTUAL] === 1) return left > 0 ? Infinity : 0;
  const milliseconds = (left / (doubles[Control.SPEED >> 1] as number)) * 1000;
  // While the clock stands still, what is left does not become less: then not again and again at once.
  const isPaused = words[Pause.STARTING] !== 0 || words[Pause.SETTLING] !== 0;
  return isPaused && milliseconds < 1 && left > 0 ? 1 : milliseconds;
}

/** True when the sleep ended with this thread counted as running again. */
function fallAsleep(word: number, expected: number, patience: number): boolean {
  if (Atomics.sub(words, Control.RUNNING, 1) === 1 && lastAsleep()) return true;
  return Atomics.wait(words, word, expected, patience) === 'ok';
}

/** For the host, when a running thread has died: the others may have waited for it to fall asleep. */
export function lookWhetherAsleep(): void {
  if (Atomics.load(words, Control.RUNNING) === 0) lastAsleep();
}

/**
 * Nobody runs any more: let virtual time pass, or ask the host to see whether this is the end. True if the caller itself
 * need not sleep any more: then it is counted as running.
 */
function lastAsleep(): boolean {
  const isVirtual = words[Control.VIRTUAL] === 1;
  // Where there are other processes, one of them may still run: when the clock goes on is for their hosts to agree on.
  if (isVirtual && words[Control.FAMILY] === 0) return advanceClock();
  if (isVirtual || earliestDeadline() === Infinity) tellHost({ is: 'idle' });
  return false;
}

// ---------------------------------------------------------------------------------------------------- virtual clock

/**
 * Sets the virtual clock to the earliest deadline and wakes whose it is: every thread sleeps, and every word still holds
 * what its sleeper expects. Whoever does this counts as very many threads that run, which only one who finds nobody running
 * can begin to: so there is one at a time, and of those whom it wakes, and counts only then, none can be the last to fall
 * asleep before it is done.
 */
function advanceClock(): boolean {
  while (Atomics.compareExchange(words, Control.RUNNING, 0, ADVANCING) === 0) {
    const time = earliestDeadline();
    if (time === Infinity) {
      if (tellHang()) return goOn();
    } else if (time > -Infinity) {
      doubles[Control.CLOCK_NOW >> 1] = time;
      if (wakeExpired(time)) return goOn();
    } else if (isCalled()) {
      // Who can go on is the caller itself.
      return goOn();
    } else {
      // Somebody is on the way to wake up, and will count itself.
      pause(0.02);
    }
    // Others may be asleep again by now, and have left it to this thread to look. The host does so now and then, anyway.
    if (Atomics.sub(words, Control.RUNNING, ADVANCING) !== ADVANCING || time === Infinity || isHost) return false;
  }
  return false;
}

const ADVANCING = 2 ** 20;

/** No thread can continue: tells who judges that. True if it is the calling thread, which then need not sleep. */
function tellHang(): boolean {
  const judge = words[Control.HANG_JUDGE] as number;
  if (judge === 0) tellHost({ is: 'idle' });
  else if (judge !== slot) nudge(judge, Nudge.HUNG);
  else Atomics.or(words, judge + Slot.NUDGE, Nudge.HUNG);
  return judge !== 0 && judge === slot;
}

/** From here on the caller counts as what it is, one thread that runs. */
function goOn(): true {
  Atomics.sub(words, Control.RUNNING, ADVANCING - 1);
  return true;
}

/** True if the calling thread is about to sleep on a word that has changed. */
function isCalled(): boolean {
  return slot !== 0 && Atomics.load(words, slot + Slot.STATE) === State.SLEEPING && !sleepsSoundly(slot);
}

/** Wakes all sleepers whose deadline has come; true if the caller's has. */
function wakeExpired(time: number): boolean {
  let isMine = false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (Atomics.load(words, at + Slot.STATE) !== State.SLEEPING) continue;
    if ((doubles[(at + Slot.WAIT_UNTIL) >> 1] as number) > time) continue;
    if (at === slot) isMine = true;
    else nudge(at, Nudge.EXPIRED);
  }
  return isMine;
}

/** The earliest deadline of all sleepers, Infinity if none has one; −Infinity if somebody can go on without one. */
function earliestDeadline(): number {
  let earliest = Infinity;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const state = Atomics.load(words, at + Slot.STATE);
    if (state === State.RUNNING) return -Infinity;
    if (state !== State.SLEEPING) continue;
    if (!sleepsSoundly(at)) return -Infinity;
    earliest = Math.min(earliest, doubles[(at + Slot.WAIT_UNTIL) >> 1] as number);
  }
  return earliest;
}

/**
 * For the host: until when all threads sleep (program seconds; Infinity for ever), undefined if any of them can go on. Where
 * the clock is virtual nobody but the host can change that, so one look is enough.
 */
export function asleepUntil(): number | undefined {
  // First: it also counts who has been woken and has not yet run.
  if (Atomics.load(words, Control.RUNNING) !== 0) return undefined;
  const time = earliestDeadline();
  return time === -Infinity ? undefined : time;
}

/**
 * For the host: lets virtual time pass where all who are awake only poll. True if it has passed. It goes on to the earliest
 * deadline, or, where the clock itself is polled, by `step` seconds at most: what a thread waits for by the clock is not known.
 */
export function passPolledTime(step: number): boolean {
  // Counted as running, so that no thread is the last to fall asleep, and sets the clock, between the looks and here.
  Atomics.add(words, Control.RUNNING, 1);
  const time = timePolledFor(step);
  if (time !== undefined) {
    // Pollers may read it meanwhile; a double at an even word is written in one piece by all machines that Node runs on.
    doubles[Control.CLOCK_NOW >> 1] = time;
    wakeExpired(time);
  }
  Atomics.sub(words, Control.RUNNING, 1);
  return time !== undefined;
}

function timePolledFor(step: number): number | undefined {
  let earliest = Infinity;
  let pollers = 0;
  let isClockPolled = false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const state = Atomics.load(words, at + Slot.STATE);
    if (state === State.SLEEPING) {
      if (!sleepsSoundly(at)) return undefined;
      earliest = Math.min(earliest, doubles[(at + Slot.WAIT_UNTIL) >> 1] as number);
    } else if (state === State.RUNNING) {
      const polls = words[at + Slot.POLLS];
      if (polls === Polls.NOT) return undefined;
      if (polls === Polls.CLOCK) isClockPolled = true;
      pollers++;
    }
  }
  const soon = isClockPolled ? (doubles[Control.CLOCK_NOW >> 1] as number) + step : Infinity;
  const time = Math.min(earliest, soon);
  return pollers === 0 || time === Infinity ? undefined : time;
}

/** For the host: true while some thread runs, and one sleeps until a time. */
export function isTimeAwaited(): boolean {
  if (Atomics.load(words, Control.RUNNING) === 0) return false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const isAsleep = Atomics.load(words, at + Slot.STATE) === State.SLEEPING;
    if (isAsleep && (doubles[(at + Slot.WAIT_UNTIL) >> 1] as number) < Infinity) return true;
  }
  return false;
}

/** For the host: has threads note what they read, or no longer. */
export function setProbing(isProbing: boolean): void {
  // TRACE first: a thread that begins meanwhile reads it, writes its WATCH, and looks at TRACE once more.
  if (isProbing) Atomics.or(words, Control.TRACE, PROBE);
  else Atomics.and(words, Control.TRACE, ~PROBE);
  for (let n = 1; n <= slotsUsed(); n++) {
    if (isProbing) Atomics.or(words, slotAt(n) + Slot.WATCH, Watch.PROBED);
    else Atomics.and(words, slotAt(n) + Slot.WATCH, ~Watch.PROBED);
  }
}

/** For the host: sets the virtual clock, which all processes of the program have in common, and wakes whose time has come. */
export function setClock(time: number): void {
  // Counted as running, so that of those it wakes none is the last to fall asleep before all are awake.
  Atomics.add(words, Control.RUNNING, 1);
  doubles[Control.CLOCK_NOW >> 1] = time;
  wakeExpired(time);
  Atomics.sub(words, Control.RUNNING, 1);
}

/**
 * For the host: publishes a value for who sleeps on the word, or is about to. The host counts as running meanwhile: a waker
 * counts whom it woke only afterwards, and the woken one may be asleep again by then.
 */
export function announce(word: number, value: number): void {
  Atomics.add(words, Control.RUNNING, 1);
  Atomics.store(words, word, value);
  wake(word);
  Atomics.sub(words, Control.RUNNING, 1);
}

/** Number of the highest slot in use. */
export function slotsUsed(): number {
  return Atomics.load(words, Control.SLOTS_USED);
}

/** True while the word that a sleeper sleeps on holds what it expects. */
export function sleepsSoundly(at: number): boolean {
  const word = words[at + Slot.WAIT_WORD] as number;
  return Atomics.load(words, word) === words[at + Slot.WAIT_EXPECTED];
}

/**
 * Wakes one sleeper for another reason than the one it sleeps for, and returns once it has taken notice. Its word does not
 * change, so a notification that comes before it really sleeps is lost: hence the repetition. Others who sleep on the same
 * word wake too, re-test it and sleep on. Who wakes by itself meanwhile looks at its word and the clock anyway.
 */
export function nudge(at: number, reason: number): void {
  const sleeps = Atomics.load(words, at + Slot.SLEEPS);
  const isSameSleep = () =>
    Atomics.load(words, at + Slot.STATE) === State.SLEEPING && Atomics.load(words, at + Slot.SLEEPS) === sleeps;
  Atomics.or(words, at + Slot.NUDGE, reason);
  const giveUp = performance.now() + 1000;
  while (isSameSleep() && Atomics.load(words, at + Slot.NUDGE) !== 0 && performance.now() < giveUp) {
    wake(words[at + Slot.WAIT_WORD] as number);
    if (Atomics.load(words, at + Slot.NUDGE) !== 0) pause(0.05);
  }
}

/** For the host: a signal has come, which the thread in a slot takes notice of when it sleeps, or goes to sleep. */
export function raiseSignal(at: number, number: number): void {
  // Before the nudge: a thread that sees its bit finds the signal.
  Atomics.or(words, Control.SIGNALS, 1 << (number - 1));
  nudge(at, Nudge.SIGNAL);
}

/** True while nobody has taken notice of a signal. */
export function hasSignal(number: number): boolean {
  return (Atomics.load(words, Control.SIGNALS) & (1 << (number - 1))) !== 0;
}

/** Takes notice of all signals that have come: a bit for each. */
export function takeSignals(): number {
  return Atomics.exchange(words, Control.SIGNALS, 0);
}

// ---------------------------------------------------------------------------------------------------- inside the runtime

/** Sleeps on `word` for at most `milliseconds`, without being counted as asleep: for waits of the runtime's own. */
export function doze(word: number, expected: number, milliseconds: number): void {
  Atomics.wait(words, word, expected, milliseconds);
}

/** Ends dozes, and parked workers' sleep. */
export function rouse(word: number): void {
  Atomics.notify(words, word);
}

/** Counts a thread that is about to run, on its behalf. */
export function countRunning(): void {
  Atomics.add(words, Control.RUNNING, 1);
}

/** The worker of this slot has no job (any more): sleep until it has one. `ran` says that it was counted as running. */
export function park(ran: boolean): void {
  const job = slot + Slot.JOB;
  if (ran) signOff();
  Atomics.add(words, Control.PARKED_AWAKE, 1);
  stayAwake(job, 0, PARKED_AWAKE, 0);
  Atomics.sub(words, Control.PARKED_AWAKE, 1);
  while (Atomics.load(words, job) === 0) Atomics.wait(words, job, 0);
  // In this order: who is killed in between has come to it, and the job is still there. Either says that it has not begun.
  Atomics.store(words, slot + Slot.SERVED, words[slot + Slot.GENERATION] as number);
  Atomics.store(words, job, 0);
  Atomics.store(words, slot + Slot.AT_WORK, 1);
}

/** The thread of this worker is over: it is counted no longer. */
export function signOff(): void {
  if (Atomics.sub(words, Control.RUNNING, 1) === 1) lastAsleep();
  // The last trace of a thread: once the host sees none at work, it may put everything back as it was.
  Atomics.store(words, slot + Slot.AT_WORK, 0);
}

/**
 * Waits awake for at most about so many microseconds; true once `word` does not hold `expected` any more. Not while more
 * threads are awake than the machine has cores, for then it keeps from running who would change the word; and not while
 * nobody else runs.
 */
export function spinWhile(word: number, expected: number, microseconds: number): boolean {
  return stayAwake(word, expected, microseconds, 2);
}

/**
 * As long as at least so many threads run, and all that are awake have a core. Who is waited for may yet have been given this
 * very core, even if another one is free: so after a wait in vain the next one is left out, then three, up to fifteen.
 */
function stayAwake(word: number, expected: number, microseconds: number, least: number): boolean {
  if (leftOut > 0 && microseconds > BRIEF) {
    leftOut--;
    return Atomics.load(words, word) !== expected;
  }
  const cores = words[Control.CORES] as number;
  let giveUp = Infinity;
  for (let turn = 1; Atomics.load(words, word) === expected; turn++) {
    // About 0.1 µs in which who works on the word's line has it to itself: through a queue, items go half as fast again.
    for (let idle = 0; idle < 300; idle++);
    if ((turn & 7) !== 0) continue;
    const running = Atomics.load(words, Control.RUNNING);
    if (running < least || running + Atomics.load(words, Control.PARKED_AWAKE) > cores) return false;
    const time = performance.now();
    if (giveUp === Infinity) giveUp = time + microseconds / 1000;
    if (time < giveUp) continue;
    leftOut = Math.min(2 * lastLeftOut + 1, MOST_LEFT_OUT);
    lastLeftOut = leftOut;
    return false;
  }
  if (giveUp !== Infinity) lastLeftOut = 0;
  return true;
}

/** Waits awake that this thread has still to leave out, and how many it left out the last time. */
let leftOut = 0;
let lastLeftOut = 0;
const MOST_LEFT_OUT = 15;
/** Microseconds that are not worth leaving out. */
const BRIEF = 2;

/**
 * Microseconds for which a worker without a job stays awake: a caller that starts thread after thread takes about 15 to come
 * back with the next. Woken from sleep, start and join take 45 µs, awake 15. Not longer: whoever has been woken by this
 * worker may have been given the same core, even if another one is free, and waits for that.
 */
const PARKED_AWAKE = 30;

/** A worker has died: what it was in the middle of is free for others. */
export function freeGuards(at: number): void {
  if (Atomics.load(words, Pause.GUARD) === at) {
    if (Atomics.load(words, Pause.VERSION) & 1) Atomics.add(words, Pause.VERSION, 1);
    Atomics.compareExchange(words, Pause.GUARD, at, 0);
  }
  for (const guard of [Control.SLOTS, Control.BLOCKS, Control.MODULES]) Atomics.compareExchange(words, guard, at, 0);
}

/**
 * Takes the guard of one of the runtime's own lists. Sections are a few instructions long, so: spin, then doze and look
 * again, rather than make every `leave` pay for a notification. The word holds the taker's slot, so that the guard of a
 * thread that was killed inside one can be taken over.
 */
export function enter(guard: number): void {
  const me = isHost ? -1 : slot;
  let giveUp = Infinity;
  for (let turn = 0; ; turn++) {
    const holder = Atomics.compareExchange(words, guard, 0, me);
    if (holder === 0) return;
    if (turn < 100) continue;
    if (turn === 100 && isHost) giveUp = performance.now() + HOST_PATIENCE_MS;
    if (isGone(holder) || performance.now() > giveUp) {
      if (Atomics.compareExchange(words, guard, holder, me) === holder) return;
    }
    Atomics.wait(words, guard, holder, 0.1);
  }
}

/**
 * The host is told of a thread's end by a message, which cannot come to it in here: whoever has been inside for so long has
 * been killed there, even if nobody knows of it yet.
 */
const HOST_PATIENCE_MS = 500;

function isGone(holder: number): boolean {
  if (holder <= 0) return false;
  const state = Atomics.load(words, holder + Slot.STATE);
  return state === State.DEAD || state === State.EMPTY;
}

export function leave(guard: number): void {
  Atomics.store(words, guard, 0);
}

/** Lets others run for some real milliseconds. */
function pause(milliseconds: number): void {
  Atomics.wait(nothing, 0, 0, milliseconds);
}
const nothing = new Int32Array(new SharedArrayBuffer(4));
