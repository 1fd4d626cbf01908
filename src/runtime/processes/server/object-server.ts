/**
 * The server: the first process keeps the objects that processes have in common, and replies to their threads. It is one thread
 * and never waits, so it carries out each request whole before the next. A client that has to wait is kept in a list and gets
 * its reply later.
 */
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import { type Command, type RemoteFacts, type Reply, ReplyCode } from '../protocol.js';
import { ServerLock } from './lock.js';
import { ServerQueue } from './queue.js';
import { ServerRace } from './race.js';
import type { Asker, ServerState } from './state.js';
import { ServerValue } from './value.js';

/** A thread of any process, as its request comes in. */
export interface Asking extends Omit<Asker, 'isEligible' | 'answer'> {
  readonly serial: number;
  /** `isRevocable`: the reply gives the thread something that is taken back if the thread does not live to take it. */
  answer(answer: Reply, isRevocable: boolean): void;
}

interface Pending {
  readonly asker: Asker;
  readonly state: ServerState;
}

/** What a thread's last reply gave it. */
interface Given {
  readonly process: number;
  readonly serial: number;
  readonly takeBack: () => void;
  /**
   * True once it has arrived in the thread's process: if that process is then killed, it is lost, like all that the process
   * holds.
   */
  hasArrived: boolean;
}

export class ObjectServer {
  readonly #states = new Map<string, ServerState>();
  readonly #races: ServerRace[] = [];
  #lostUpdate: RemoteLostUpdate | undefined;
  /** Clients that wait, by process and slot: a thread makes one request at a time. */
  readonly #pending = new Map<string, Pending>();
  /** What may yet be taken back, by process and slot. A thread's next request shows that it has taken what it was given. */
  readonly #given = new Map<string, Given>();
  /** Processes that are coming to their end. */
  readonly #ending = new Set<number>();

  /** The first lost update; null if several threads have stored to a value and no update was lost. */
  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#lostUpdate ?? (this.#races.some(({ isShared }) => isShared) ? null : undefined);
  }

  /** Carries out a request, and replies when it is done. */
  handle(asking: Asking, request: Command): void {
    const { process, slot, ident, who, serial } = asking;
    const state = this.#stateOf(request.object);
    const key = keyOf(process, slot);
    this.#given.delete(key);
    const asker: Asker = {
      process,
      slot,
      ident,
      who,
      isEligible: () => !this.#ending.has(process),
      answer: (answer, takeBack) => {
        this.#pending.delete(key);
        if (takeBack) this.#given.set(key, { process, serial, takeBack, hasArrived: false });
        asking.answer(answer, takeBack !== undefined);
      },
    };
    if (slot !== 0) this.#pending.set(key, { asker, state });
    state.handle(asker, request);
  }

  /** For the host of the first process, which cannot wait: undefined where it would have to. */
  replyAtOnce(request: Command): Reply | undefined {
    let answer: Reply | undefined;
    const host: Asker = {
      process: 0,
      slot: 0,
      ident: 0,
      who: { thread: '', process: '' },
      isEligible: () => true,
      answer: (now) => {
        answer = now;
      },
    };
    const state = this.#stateOf(request.object);
    state.handle(host, request);
    if (!answer) state.forget((asker) => asker === host);
    return answer;
  }

  /** What a thread was given has arrived in its process. */
  arrived(process: number, slot: number, serial: number): void {
    const given = this.#given.get(keyOf(process, slot));
    if (given?.serial === serial) given.hasArrived = true;
  }

  /** What a thread was given could not be handed to it: the thread has ended, or its process has no room. */
  returned(process: number, slot: number, serial: number): void {
    const key = keyOf(process, slot);
    const given = this.#given.get(key);
    if (given?.serial !== serial) return;
    this.#given.delete(key);
    given.takeBack();
  }

  /** A process is coming to its end: its threads are passed over from now on. */
  markEnding(process: number): void {
    this.#ending.add(process);
  }

  /** The process does not end after all. */
  goOn(process: number): void {
    if (!this.#ending.delete(process)) return;
    const passedOver = [...this.#pending.values()].filter(({ asker }) => asker.process === process);
    for (const { state } of passedOver) state.reconsider();
  }

  /** A thread does not want to wait any longer. If its request has been carried out meanwhile, the reply is on its way. */
  cancel(process: number, slot: number): void {
    const pending = this.#pending.get(keyOf(process, slot));
    if (!pending) return;
    pending.state.forget((asker) => asker === pending.asker);
    pending.asker.answer({ code: ReplyCode.WOULD_BLOCK });
  }

  /** A thread, or without `slot` a whole process, is gone. What it holds stays held, as in Python. */
  forget(process: number, slot?: number): void {
    for (const [key, { asker, state }] of this.#pending) {
      if (asker.process !== process || (slot !== undefined && asker.slot !== slot)) continue;
      this.#pending.delete(key);
      state.forget((other) => other === asker);
    }
    if (slot === undefined) this.#takeBackFrom(process);
  }

  /** In the order of giving: items return to their positions one by one, and each may go to a getter at once. */
  #takeBackFrom(process: number): void {
    for (const [key, given] of [...this.#given]) {
      if (given.process !== process) continue;
      this.#given.delete(key);
      if (!given.hasArrived) given.takeBack();
    }
    this.#ending.delete(process);
  }

  /** The object that the thread with this ident waits for. */
  awaitedBy(ident: number): ServerState | undefined {
    for (const { asker, state } of this.#pending.values()) if (asker.ident === ident) return state;
    return undefined;
  }

  #stateOf(object: RemoteFacts): ServerState {
    const known = this.#states.get(object.id);
    if (known) return known;
    const state = this.#make(object);
    this.#states.set(object.id, state);
    return state;
  }

  #make({ id, kind, number }: RemoteFacts): ServerState {
    switch (kind) {
      case 'Lock':
        return new ServerLock(false);
      case 'RLock':
        return new ServerLock(true);
      case 'Queue':
        return new ServerQueue(number);
      case 'Value': {
        const race = new ServerRace((operations) => {
          this.#lostUpdate ??= { id, operations };
        });
        this.#races.push(race);
        const lock = this.#stateOf({ id: lockIdOf(id), kind: 'RLock', number: 0 }) as ServerLock;
        return new ServerValue(number, lock, race);
      }
    }
  }
}

/** The id of the lock that belongs to a value. */
export function lockIdOf(value: string): string {
  return `${value} lock`;
}

function keyOf(process: number, slot: number): string {
  return `${process}/${slot}`;
}
