/** Processes, by their records in the arena of the process that started them: start, signal, join. */
import { RuntimeError } from '../../errors.js';
import { firstIdentOf, type ProcessFacts } from '../../kernel/identity.js';
import { awaitBeginning, settle } from '../../kernel/pause.js';
import { elapsed } from '../../kernel/real-time.js';
import { wait } from '../../kernel/sleep.js';
import { reasonNumber } from '../../kernel/wait-reason.js';
import { announce } from '../../kernel/wake.js';
import type { ObjectAddress } from '../../memory/address.js';
import { doubles, words } from '../../memory/arena.js';
import { load, store } from '../../memory/atomics.js';
import { Control } from '../../memory/map.js';
import { HOLDER, makeObject } from '../../objects/shared-object.js';
import { type ChildJob, type HostCommand, ReplyCode } from '../protocol.js';
import { request } from './host-call.js';

/**
 * Words of a record, after the head and the ident of the process's MainThread. NUMBER is set from the start on. Joiners sleep
 * on DONE; the times are doubles.
 */
const NUMBER = HOLDER + 1;
const PID = HOLDER + 2;
const DONE = HOLDER + 3;
const EXITCODE = HOLDER + 4;
const DAEMON = HOLDER + 5;
const NEXT = HOLDER + 6;
const CLOSED = HOLDER + 7;
const ROLE = HOLDER + 8;
const END = HOLDER + 9;
const STARTED = HOLDER + 10;
const ENDED = HOLDER + 12;
/** The process's number among those that this one has made: the last number of its path. */
const ORDINAL = HOLDER + 14;
/** Whether this process's clock waits for the other to begin. */
const BEGINNING = HOLDER + 15;
export const RECORD_WORDS = 16;

/** A record for a process that was not made here: this process itself, or its parent. */
export function makeRecord(kind: number, name: string, role: number, pid: number): ObjectAddress {
  const at = makeObject(kind, RECORD_WORDS, name, undefined);
  words[at + ROLE] = role;
  words[at + PID] = pid;
  return at;
}

export function numberOf(record: ObjectAddress): number {
  return words[record + ORDINAL] as number;
}

export function setNumber(record: ObjectAddress, ordinal: number): void {
  words[record + ORDINAL] = ordinal;
}

/** What a process is to this one. */
export const Role = { CHILD: 0, SELF: 1, PARENT: 2 } as const;

export function roleOf(record: ObjectAddress): number {
  return words[record + ROLE] as number;
}

/** The pid, once the process has been started. */
export function pidOf(record: ObjectAddress): number | undefined {
  return words[record + PID] || undefined;
}

export function isStarted(record: ObjectAddress): boolean {
  return words[record + PID] !== 0;
}

/** The exit code, once the process has ended. */
export function exitcodeOf(record: ObjectAddress): number | undefined {
  // The code is written before DONE is published.
  return load(record + DONE) === 1 ? (words[record + EXITCODE] as number) : undefined;
}

export function isDaemon(record: ObjectAddress): boolean {
  return words[record + DAEMON] === 1;
}

export function setDaemon(record: ObjectAddress, daemon: boolean): void {
  words[record + DAEMON] = daemon ? 1 : 0;
}

export function isClosed(record: ObjectAddress): boolean {
  return words[record + CLOSED] === 1;
}

export function close(record: ObjectAddress): void {
  words[record + CLOSED] = 1;
}

/** Starts the process of a record. Throws RuntimeError if the system refuses. */
export function startProcess(record: ObjectAddress, facts: Omit<ProcessFacts, 'number'>, job: ChildJob): void {
  const argv = process.argv.slice(1).map(String);
  const { code, content } = request({ is: 'start', record, facts, job, argv }, Infinity, START, record);
  if (code === ReplyCode.OK) return;
  throw new RuntimeError(`can't start new process: ${content ? new TextDecoder().decode(content) : 'no reason given'}`);
}

export function signalProcess(record: ObjectAddress, signal: Extract<HostCommand, { is: 'signal' }>['signal']): void {
  request({ is: 'signal', process: words[record + NUMBER] as number, signal }, Infinity, SIGNAL, record);
}

/** Waits until a process has ended or the deadline (program seconds) has come; true if the process has ended. */
export function joinProcess(record: ObjectAddress, deadline: number, call: number = JOIN): boolean {
  return wait(record + DONE, 0, deadline, call, record);
}

/** Does what Python does at the end of a process: terminates daemons and waits for the others. */
export function endChildren(): void {
  for (const record of livingChildren()) if (isDaemon(record)) signalProcess(record, 'SIGTERM');
  for (const record of livingChildren()) joinProcess(record, Infinity, END_OF_PROCESSES);
}

/** Records of the processes that were started here and have not ended, in the order of their start. */
export function livingChildren(): ObjectAddress[] {
  return children().filter((record) => load(record + DONE) === 0);
}

/** Records of all processes that were started here, in the order of their start. */
function children(): ObjectAddress[] {
  const all: ObjectAddress[] = [];
  for (let record = load(Control.CHILDREN); record !== 0; record = words[record + NEXT] as number)
    all.push(record as ObjectAddress);
  return all.reverse();
}

// ---------------------------------------------------------------------------------------------------- for the host

/** A process was started: from now on it can be found. */
export function recordProcessStart(record: ObjectAddress, number: number, pid: number): void {
  words[record + NUMBER] = number;
  words[record + HOLDER] = firstIdentOf(number);
  words[record + PID] = pid;
  doubles[(record + STARTED) >> 1] = elapsed();
  words[record + NEXT] = load(Control.CHILDREN);
  // Publishes the record. No other thread writes this word: the host starts all processes.
  store(Control.CHILDREN, record);
  awaitBeginning(record + BEGINNING);
}

/** The process's clock has been going since that real time. */
export function recordProcessBegun(record: ObjectAddress, since: number): void {
  settle(record + BEGINNING, since);
}

const ends = ['alive', 'exited', 'terminated', 'killed', 'stopped'] as const;

export function recordProcessEnd(
  record: ObjectAddress,
  exitcode: number,
  end: Exclude<(typeof ends)[number], 'alive'>,
): void {
  words[record + EXITCODE] = exitcode;
  words[record + END] = ends.indexOf(end);
  doubles[(record + ENDED) >> 1] = elapsed();
  settle(record + BEGINNING);
  // Publishes the above, and wakes the joiners.
  announce(record + DONE, 1);
}

const START = reasonNumber('Process.start');
const SIGNAL = reasonNumber('Process.terminate');
const JOIN = reasonNumber('Process.join');
const END_OF_PROCESSES = reasonNumber('the end of its processes');
