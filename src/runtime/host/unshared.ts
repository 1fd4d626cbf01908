/** Finds what threads have changed in the belief that others see it: module variables, of which each has a copy, and arguments. */
import { setTimeout } from 'node:timers/promises';
import type { ThreadEndEvent } from '../../events/run-event.js';
import type { UnsharedCopy, UnsharedVariable } from '../../events/warnings.js';
import type { SlotAddress } from '../memory/address.js';
import { load } from '../memory/atomics.js';
import { Slot } from '../memory/map.js';
import type { ModulesNames } from '../source/module-variables.js';
import { changedVariables, declarationOf } from '../source/module-variables.js';
import { sourceLine } from '../source/source-line.js';
import { sourcePlace } from '../source/source-map.js';
import { askParked } from '../threads/launch.js';
import type { ChangedArgument, Copy } from '../threads/port.js';
import { endWorker, hasWorker, receiveAll } from './workers.js';

/** How many workers are asked: enough to show a difference. */
const MOST_ASKED = 8;
/** Real milliseconds for the replies. Workers that are asked are parked: only a machine with too much else to do takes long. */
const REPLY_MS = 1000;

export class UnsharedSearch {
  /** The threads that ended in each slot, one after another. */
  readonly #threads = new Map<SlotAddress, ThreadRef[]>();
  readonly #arguments: ChangedArgument[] = [];
  readonly #replies = new Map<SlotAddress, readonly Copy[]>();

  /** A thread has ended by itself. */
  noteEnd(at: SlotAddress, { thread, ident }: ThreadEndEvent): void {
    const threads = this.#threads.get(at);
    if (threads) threads.push({ thread, ident });
    else this.#threads.set(at, [{ thread, ident }]);
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

  /** To be called once all threads are over, main too: asks their workers for their copies of the program's variables. */
  async changedVariables(url: string, main: SlotAddress): Promise<UnsharedVariable[]> {
    if (this.#threads.size < 2) return [];
    const modules = changedVariables(url);
    if (!modules) return [];
    // In the order of their starts: MainThread's is the first.
    const inOrder = [...this.#threads].toSorted(([, [a]], [, [b]]) => (a?.ident ?? 0) - (b?.ident ?? 0));
    const asked = inOrder
      .map(([at]) => at)
      .filter(isParked)
      .slice(0, MOST_ASKED);
    if (asked.length < 2) return [];
    await this.#ask(asked, modules);
    const copies = asked.flatMap((at) => (this.#replies.get(at) ?? []).map((copy) => ({ ...copy, at })));
    return groupBy(copies, (copy) => `${copy.url} ${copy.name}`)
      .filter((group) => isShared(group, main))
      .map((group) => {
        const { url: from, name } = group[0] as Copy;
        const shown = group.filter(({ at, isUsed }) => isUsed || at === main);
        return warningOf(
          'variable',
          name,
          from,
          name,
          shown.map((copy) => this.#copyOf(copy)),
        );
      });
  }

  async #ask(asked: readonly SlotAddress[], modules: ModulesNames): Promise<void> {
    const giveUp = performance.now() + REPLY_MS;
    try {
      for (const at of asked) askParked(at, { url: '', path: [], args: [], copiesOf: modules });
    } catch {
      // A full arena: those that were asked before still reply.
    }
    const isOpen = (at: SlotAddress) => hasWorker(at) && (load(at + Slot.JOB) === 1 || load(at + Slot.AT_WORK) === 1);
    // Not by turns of the event loop: the workers need the cores.
    while (asked.some(isOpen) && performance.now() < giveUp) await setTimeout(1);
    receiveAll();
    // What they were to read lies in the arena, which is about to be reset.
    await Promise.all(asked.filter(isOpen).map(endWorker));
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
