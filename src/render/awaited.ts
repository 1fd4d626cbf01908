/** What a thread waits for, in words: who has to give it back, how it is now, and how that came about. */
import type { WaitingThread } from '../events/facts.js';
import type { ObjectState, PastOperations } from '../events/waiting.js';
import { awaitedMessages as awaited } from './awaited-messages.js';
import { shortName } from './names.js';

type QueueState = Extract<ObjectState, { readonly items: number }>;

/** What follows in a sentence that ends with the object's name; empty if nothing more is known. */
export function awaitedText({ call, state, history, holder }: WaitingThread): string {
  if (state === undefined || holder !== undefined) return '';
  const clauses = clausesOf(state, history, call).filter((clause) => clause !== '');
  return clauses.length === 0 ? '' : `: ${clauses.join('; ')}`;
}

function clausesOf(state: ObjectState, history: readonly PastOperations[] | undefined, call: string): string[] {
  switch (state.kind) {
    case 'Semaphore':
    case 'BoundedSemaphore':
      return permitClauses(history);
    case 'Barrier':
      return [awaited.arrived(state.arrived.map(shortName), state.parties)];
    case 'Event':
      return eventClauses(history);
    case 'Condition':
      return conditionClauses(history);
    default:
      return queueClauses(state, history, call);
  }
}

function permitClauses(history: readonly PastOperations[] | undefined): string[] {
  if (history === undefined) return [awaited.noPermit];
  const released = new Deeds(history, 'released');
  if (released.times > 0) return [awaited.noPermit, released.said(awaited.released)];
  const taken = new Deeds(history, 'acquired');
  return [taken.times === 0 ? awaited.neverAny : awaited.allTaken(taken.names)];
}

function eventClauses(history: readonly PastOperations[] | undefined): string[] {
  if (history === undefined) return [];
  const set = new Deeds(history, 'set');
  const cleared = new Deeds(history, 'cleared');
  if (set.times === 0) return [awaited.neverSet];
  return [awaited.setBefore(set.latest, cleared.latest)];
}

function conditionClauses(history: readonly PastOperations[] | undefined): string[] {
  if (history === undefined) return [];
  const notified = new Deeds(history, 'notified');
  if (notified.times === 0) return [awaited.neverNotified];
  const { last } = notified;
  if (last?.woke === undefined) return [awaited.notified(notified.times)];
  return [
    awaited.woke(notified.latest, last.woke === null ? null : shortName(last.woke)),
    notified.haveAllEnded ? awaited.notifiersEnded : '',
  ];
}

function queueClauses(
  { items, unfinished }: QueueState,
  history: readonly PastOperations[] | undefined,
  call: string,
): string[] {
  const put = new Deeds(history ?? [], 'put');
  const got = new Deeds(history ?? [], 'got');
  const isKnown = history !== undefined;
  if (call.endsWith('.put')) return [awaited.full(items), isKnown ? got.said(awaited.got) : ''];
  if (call.endsWith('.get')) return [awaited.empty, isKnown ? put.said(awaited.put) : ''];
  const done = new Deeds(history ?? [], 'done');
  return [
    awaited.unfinished(unfinished),
    isKnown ? awaited.gotAndDone(got.times, done.times) : '',
    items > 0 ? awaited.stillIn(items) : isKnown && got.haveAllEnded ? awaited.gettersEnded(got.names) : '',
  ];
}

/** What was done to an object in one way, by all threads. */
class Deeds {
  readonly #all: readonly PastOperations[];

  constructor(history: readonly PastOperations[], op: PastOperations['op']) {
    this.#all = history.filter((operation) => operation.op === op);
  }

  get times(): number {
    return this.#all.reduce((sum, { times }) => sum + times, 0);
  }

  get names(): string[] {
    return this.#all.toSorted((one, other) => one.ident - other.ident).map(({ thread }) => shortName(thread));
  }

  /** True if threads have done it, and none of them is alive. */
  get haveAllEnded(): boolean {
    return this.#all.length > 0 && this.#all.every(({ ended }) => ended === true);
  }

  /** The last of all; undefined if it is not known which it was. */
  get last(): PastOperations | undefined {
    return this.#all.every(({ last }) => last !== null) ? this.#all.at(-1) : undefined;
  }

  /** ` by producer at 0.200 s`; empty if it is not known. */
  get latest(): string {
    const { last } = this;
    return last === undefined || last.last === null ? '' : awaited.latest(shortName(last.thread), last.last);
  }

  said(words: Words): string {
    if (this.times === 0) return words.never;
    return this.haveAllEnded ? words.ended(this.times, this.names) : words.last(this.times, this.latest);
  }
}

type Words = (typeof awaited)['put' | 'got' | 'released'];
