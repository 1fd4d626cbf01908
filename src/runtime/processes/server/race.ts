/**
 * The loads and stores of a value that processes have in common, until an update is lost. They reach the first process one by
 * one, in the order of their effects.
 */
import type { CallSite } from '../../source/call-stack.js';
import type { FoundOperation } from '../../tracing/lost-update.js';

export interface CommonOperation {
  readonly ident: number;
  readonly op: 'load' | 'store';
  readonly number: number;
  readonly site: CallSite | undefined;
}

interface Noted extends CommonOperation {
  readonly serial: number;
}

/** A store, and the load of its thread since that thread's store before. */
interface Update {
  readonly load: Noted | undefined;
  readonly store: Noted;
}

/** How many updates are kept. Where the kept ones do not reach back far enough, there were stores in between. */
const MOST_UPDATES = 64;

export class ServerRace {
  readonly #onLost: (operations: readonly FoundOperation[]) => void;
  readonly #writers = new Set<number>();
  readonly #loads = new Map<number, Noted>();
  readonly #updates: Update[] = [];
  #serial = 0;
  #isOver = false;

  /** `onLost` is called once, with the operations that led to the loss. */
  constructor(onLost: (operations: readonly FoundOperation[]) => void) {
    this.#onLost = onLost;
  }

  /** True if several threads have stored. */
  get isShared(): boolean {
    return this.#writers.size > 1;
  }

  note(operation: CommonOperation): void {
    if (this.#isOver) return;
    const noted = { ...operation, serial: ++this.#serial };
    if (noted.op === 'load') this.#loads.set(noted.ident, noted);
    else this.#update({ load: this.#loads.get(noted.ident), store: noted });
  }

  #update(update: Update): void {
    const { load, store } = update;
    const last = this.#updates.at(-1);
    this.#writers.add(store.ident);
    if (load && last && last.store.serial > load.serial) {
      this.#isOver = true;
      this.#onLost(this.#picture(load, last, store));
    }
    this.#loads.delete(store.ident);
    this.#updates.push(update);
    if (this.#updates.length > MOST_UPDATES) this.#updates.shift();
  }

  #picture(stale: Noted, lost: Update, store: Noted): FoundOperation[] {
    const loads = [stale, ...(lost.load ? [lost.load] : [])].sort((one, other) => one.serial - other.serial);
    const rows = [...loads, lost.store, store];
    return rows.map(({ ident, op, number, site, serial }, n) => {
      const previous = rows[n - 1]?.serial;
      return {
        ident,
        op,
        number,
        site,
        isAfterOthers: previous !== undefined && this.#isStoreBetween(previous, serial),
      };
    });
  }

  #isStoreBetween(from: number, to: number): boolean {
    if (this.#updates.length === MOST_UPDATES && (this.#updates[0] as Update).store.serial > from) return true;
    return this.#updates.some(({ store: { serial } }) => serial > from && serial < to);
  }
}
