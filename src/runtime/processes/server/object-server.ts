/**
 * The broker: the first process keeps what processes have in common, and answers their threads. It is one thread and never
 * waits, so each request is carried out whole before the next; who has to wait is kept in a list and answered later.
 */
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import { type Command, type RemoteFacts, type Reply, ReplyCode } from '../protocol.js';
import { ServerLock } from './lock.js';
import { ServerQueue } from './queue.js';
import { ServerRace } from './race.js';
import type { Asker, ServerState } from './state.js';
import { ServerValue } from './value.js';

/** A thread of another process, as its question comes in. */
export interface Asking extends Omit<Asker, 'isEligible' | 'answer'> {
  readonly serial: number;
  /** `isRevocable`: it gives the thread something that is taken back if the thread does not live to take it. */
  answer(answer: Reply, isRevocable: boolean): void;
}

interface Pending {
  readonly asker: Asker;
  readonly state: ServerState;
}

/** What a thread was given with its last answer. */
interface Given {
  readonly process: number;
  readonly serial: number;
  readonly takeBack: () => void;
  /** True once its process has it: if that process is killed now, it dies with it, as what it holds. */
  hasArrived: boolean;
}

export class ObjectServer {
  readonly #states = new Map<string, ServerState>();
  readonly #races: ServerRace[] = [];
  #lostUpdate: RemoteLostUpdate | undefined;
  /** Who waits, by process and slot: a thread asks one thing at a time. */
  readonly #pending = new Map<string, Pending>();
  /** What may yet be taken back, by process and slot: what a thread asks next says that it has taken what it was given. */
  readonly #given = new Map<string, Given>();
  /** Processes that are being ended. */
  readonly #ending = new Set<number>();

  /** The first lost update; null for none, if several threads have stored to a value. */
  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#lostUpdate ?? (this.#races.some(({ isShared }) => isShared) ? null : undefined);
  }

  /** Carries out a request, and answers when that is done. */
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

  /** What a thread was given has come to its process. */
  arrived(process: number, slot: number, serial: number): void {
    const given = this.#given.get(keyOf(process, slot));
    if (given?.serial === serial) given.hasArrived = true;
  }

  /** What a thread was given could not be handed to it: it has ended, or its process has no room. */
  returned(process: number, slot: number, serial: number): void {
    const key = keyOf(process, slot);
    const given = this.#given.get(key);
    if (given?.serial !== serial) return;
    this.#given.delete(key);
    given.takeBack();
  }

  /** A process is being ended: its threads are passed over from now on. */
  markEnding(process: number): void {
    this.#ending.add(process);
  }

  /** It does not end after all. */
  goOn(process: number): void {
    if (!this.#ending.delete(process)) return;
    const passedOver = [...this.#pending.values()].filter(({ asker }) => asker.process === process);
    for (const { state } of passedOver) state.reconsider();
  }

  /** A thread does not want to wait any longer. If it has been answered meanwhile, that answer is on its way to it. */
  cancel(process: number, slot: number): void {
    const pending = this.#pending.get(keyOf(process, slot));
    if (!pending) return;
    pending.state.forget((asker) => asker === pending.asker);
    pending.asker.answer({ code: ReplyCode.WOULD_BLOCK });
  }

  /** A thread, or with `slot` left out a whole process, is no more. What it holds stays held, as in Python. */
  forget(process: number, slot?: number): void {
    for (const [key, { asker, state }] of this.#pending) {
      if (asker.process !== process || (slot !== undefined && asker.slot !== slot)) continue;
      this.#pending.delete(key);
      state.forget((other) => other === asker);
    }
    if (slot === undefined) this.#takeBackFrom(process);
  }

  /** In the order in which it was given, for items go back to their places one by one. */
  #takeBackFrom(process: number): void {
    for (const [key, given] of [...this.#given]) {
      if (given.process !== process) continue;
      this.#given.delete(key);
      if (!given.hasArrived) given.takeBack();
    }
    this.#ending.delete(process);
  }

  /** What the thread with this ident waits for. */
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

/** Id of the lock that belongs to a value. */
export function lockIdOf(value: string): string {
  return `${value} lock`;
}

function keyOf(process: number, slot: number): string {
  return `${process}/${slot}`;
}
