/** Events as they are told: whoever made them, the same keys come in the same order, and times have no more digits than meaning. */
import type { RunEvent, ThreadStartEvent } from './run-event.js';

/** Rounded to microseconds: from when a thread reads the clock to when it is told, more than that goes by. */
export function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** What every event has comes first, then who it is about. */
export function told(event: RunEvent): RunEvent {
  const { v, type, seq, t, now, thread, ident, process, ...facts } = event as RunEvent & {
    [name in keyof ThreadRef]?: unknown;
  };
  const who = ident === undefined ? undefined : { thread, ident, process };
  return { v, type, seq, t: toMicroseconds(t), now: toMicroseconds(now), ...who, ...facts } as RunEvent;
}

type ThreadRef = Pick<ThreadStartEvent, 'thread' | 'ident' | 'process'>;
