/** Finds what threads have changed in the belief that others see it: module variables, of which each has a copy, and arguments. */
import { setTimeout } from 'node:timers/promises';
import type { ThreadEndEvent } from '../../events/run-event.js';
import type { UnsharedCopy, UnsharedVariable } from '../../events/warnings.js';
import { threadName } from '../kernel/identity.js';
import { interrupt } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { load, setBits } from '../memory/atomics.js';
import { Interrupt, Slot, State } from '../memory/map.js';
import { changedVariables, declarationOf, type ModulesNames } from '../source/module-variables.js';
import { sourceLine } from '../source/source-line.js';
import { sourcePlace } from '../source/source-map.js';
import { askParked } from '../threads/launch.js';
import type { ChangedArgument, Copy } from '../threads/port.js';
import { aliveThreads, type StartedThread } from '../threads/threads.js';
import { endWorker, hasWorker, receiveAll, sendToWorker } from './workers.js';

/** How many workers are asked: enough to show a difference. */
const MOST_ASKED = 8;
/** Real milliseconds for replies that are certain: only a machine with too much else to do takes as long. */
const REPLY_MS = 1000;
/** And for those of threads that run: one that polls is about to sleep, one that computes cannot reply. */
const COMPUTING_MS = 100;

export class UnsharedSearch {
  readonly #url: string;
  #modules: ModulesNames | undefined | null = null;
  /** The threads of each slot, one after another. */
  readonly #threads = new Map<SlotAddress, ThreadRef[]>();
  readonly #arguments: ChangedArgument[] = [];
  readonly #replies = new Map<SlotAddress, readonly Copy[]>();

  constructor(url: string) {
    this.#url = url;
  }

  /** A thread has ended by itself, or is asked while it is alive. */
  noteThread(at: SlotAddress, { thread, ident }: ThreadRef): void {
    const threads = this.#threads.get(at);
    if (!threads) this.#threads.set(at, [{ thread, ident }]);
    else if (threads.at(-1)?.ident !== ident) threads.push({ thread, ident });
  }

  noteArgument(argument: ChangedArgument): void {
    this.#arguments.push(argument);
  }

  noteReply(at: SlotAddress, copies: readonly Copy[]): void {
    this.#replies.set(at, copies);
  }

  /** Array arguments that have grown; or shrunk, in two threads that were given the same one. */
  changedArguments(): UnsharedVariable[] {
    const groups = groupBy(
      this.#arguments.toSorted((a, b) => a.ident - b.ident),
      ({ url, of, name }) => `${url} ${of} ${name}`,
    );
    return groups.filter(isMistake).map((group) => {
      const { url, of, name } = group[0] as ChangedArgument;
      const copies = group.map(({ thread, before, after }) => ({
        threads: [thread],
        value: itemCount(after),
        given: itemCount(before),
      }));
      return warningOf('argument', name, url, of, copies);
    });
  }

  /**
   * Before a run that hangs is ended: asks the threads that are alive, whose workers will be ended with them. What `main` waits
   * for in vain may have been done to another thread's copy.
   */
  async askAlive(): Promise<void> {
    const modules = this.#changing();
    if (!modules) return;
    const asked = aliveThreads().slice(0, MOST_ASKED);
    const sleepers = asked.filter(({ slot }) => load(slot + Slot.STATE) === State.SLEEPING);
    for (const thread of asked) {
      const { slot, ident } = thread;
      this.noteThread(slot, { thread: threadName(slot), ident });
      sendToWorker(slot, modules);
      if (sleepers.includes(thread)) interrupt(slot, Interrupt.REPORT);
      else setBits(slot + Slot.INTERRUPT, Interrupt.REPORT);
    }
    const haveReplied = (threads: readonly StartedThread[]) => threads.every(({ slot }) => this.#replies.has(slot));
    await this.#await(COMPUTING_MS, () => haveReplied(asked));
    await this.#await(REPLY_MS, () => haveReplied(sleepers));
  }

  /** To be called once all threads are over: asks their workers for their copies of the program's variables. */
  async changedVariables(main: SlotAddress): Promise<UnsharedVariable[]> {
    // In the order of their starts: MainThread's is the first.
    const inOrder = [...this.#threads].toSorted(([, [a]], [, [b]]) => (a?.ident ?? 0) - (b?.ident ?? 0));
    const slots = inOrder.map(([at]) => at);
    const modules = slots.length < 2 ? undefined : this.#changing();
    if (!modules) return [];
    const asked = slots.filter((at) => !this.#replies.has(at) && isParked(at)).slice(0, MOST_ASKED);
    if (asked.length + this.#replies.size < 2) return [];
    await this.#askParked(asked, modules);
    const copies = slots.flatMap((at) => (this.#replies.get(at) ?? []).map((copy) => ({ ...copy, at })));
    return groupBy(copies, (copy) => `${copy.url} ${copy.name}`)
      .filter((group) => isShared(group, main))
      .map((group) => {
        const { url, name } = group[0] as Copy;
        const shown = group.filter(({ at, isUsed }) => isUsed || at === main);
        return warningOf(
          'variable',
          name,
          url,
          name,
          shown.map((copy) => this.#copyOf(copy)),
        );
      });
  }

  /** The program's text is read once, and only when the run is over. */
  #changing(): ModulesNames | undefined {
    if (this.#modules === null) this.#modules = changedVariables(this.#url);
    return this.#modules;
  }

  async #askParked(asked: readonly SlotAddress[], modules: ModulesNames): Promise<void> {
    try {
      for (const at of asked) askParked(at, { url: '', path: [], args: [], copiesOf: modules });
    } catch {
      // A full arena: those that were asked before still reply.
    }
    const isOpen = (at: SlotAddress) => hasWorker(at) && (load(at + Slot.JOB) === 1 || load(at + Slot.AT_WORK) === 1);
    await this.#await(REPLY_MS, () => !asked.some(isOpen));
    // What they were to read lies in the arena, which is about to be reset.
    await Promise.all(asked.filter(isOpen).map(endWorker));
  }

  /** Not by turns of the event loop: the workers need the cores. */
  async #await(milliseconds: number, isDone: () => boolean): Promise<void> {
    const giveUp = performance.now() + milliseconds;
    while (!isDone() && performance.now() < giveUp) await setTimeout(1);
    receiveAll();
  }

  #copyOf({ at, text }: FoundCopy): UnsharedCopy {
    return { threads: (this.#threads.get(at) ?? []).map(({ thread }) => thread), value: text as string };
  }
}

type ThreadRef = Pick<ThreadEndEvent, 'thread' | 'ident'>;

type FoundCopy = Copy & { readonly at: SlotAddress };

/** Two threads use the variable, not only `main`, and one of these copies has become another than the rest. */
function isShared(copies: readonly FoundCopy[], main: SlotAddress): boolean {
  const users = copies.filter(({ isUsed }) => isUsed);
  const shown = copies.filter(({ at, isUsed }) => isUsed || at === main);
  if (users.length < 2 || shown.some(({ text }) => text === null)) return false;
  return new Set(shown.map(({ text }) => text)).size > 1 && shown.some(({ isChanged }) => isChanged);
}

/** An array that grows is meant to be seen by others. One that shrinks may be the thread's own work, unless two have the same. */
function isMistake(changes: readonly ChangedArgument[]): boolean {
  if (changes.some(({ before, after }) => after > before)) return true;
  return groupBy(changes, ({ before, ends }) => `${before} ${ends}`).some((alike) => alike.length > 1);
}

function isParked(at: SlotAddress): boolean {
  return hasWorker(at) && load(at + Slot.AT_WORK) === 0 && load(at + Slot.JOB) === 0;
}

/** `declared`: the name that stands where the warning points to. */
function warningOf(
  what: UnsharedVariable['what'],
  name: string,
  url: string,
  declared: string,
  copies: readonly UnsharedCopy[],
): UnsharedVariable {
  const place = declarationOf(url, declared);
  const at = place ? sourcePlace(url, place.line, place.column) : null;
  return { code: 'unshared-variable', what, name, copies, at, source: at === null ? null : sourceLine(at) };
}

function itemCount(length: number): string {
  return length === 1 ? '1 item' : `${length} items`;
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups.values()];
}
