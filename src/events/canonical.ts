/** Events in their canonical form: the same keys in the same order, and times with no more digits than are meaningful. */
import type { RunEvent, ThreadStartEvent } from './run-event.js';

/** Rounds to microseconds: more time than that passes between a thread's reading of the clock and the report. */
export function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** The fields of every event come first, then the thread that it is about. */
export function canonical(event: RunEvent): RunEvent {
  const { v, type, seq, t, now, thread, ident, process, ...facts } = event as RunEvent & {
    [name in keyof ThreadRef]?: unknown;
  };
  const who = ident === undefined ? undefined : { thread, ident, process };
  return { v, type, seq, t: toMicroseconds(t), now: toMicroseconds(now), ...who, ...facts } as RunEvent;
}

type ThreadRef = Pick<ThreadStartEvent, 'thread' | 'ident' | 'process'>;
