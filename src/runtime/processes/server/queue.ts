/** A queue that processes have in common, as the first process keeps it: bytes in, bytes out, first come, first served. */
import { type Command, type Reply, ReplyCode } from '../protocol.js';
import { type Asker, type ServerState, takeNext } from './state.js';

const DONE: Reply = { code: ReplyCode.OK };
const NOT: Reply = { code: ReplyCode.WOULD_BLOCK };

interface Item {
  /** Its position among all that were put: an item that is taken back returns there. */
  readonly number: number;
  readonly content: Uint8Array;
}

interface Putter {
  readonly asker: Asker;
  readonly content: Uint8Array;
}

export class ServerQueue implements ServerState {
  /** 0 for no limit. */
  readonly #maxsize: number;
  #items: Item[] = [];
  /** Items before this index have been taken. */
  #first = 0;
  #added = 0;
  #unfinished = 0;
  #getters: { readonly asker: Asker }[] = [];
  #putters: Putter[] = [];
  #joiners: Asker[] = [];

  constructor(maxsize: number) {
    this.#maxsize = Math.max(0, maxsize);
  }

  handle(asker: Asker, { op, blocks, content }: Command): void {
    switch (op) {
      case 'put':
        this.#put(asker, content as Uint8Array, blocks === true);
        break;
      case 'get':
        this.#get(asker, blocks === true);
        break;
      case 'task-done':
        this.#taskDone(asker);
        break;
      case 'join':
        if (this.#unfinished === 0) asker.answer(DONE);
        else this.#joiners.push(asker);
        break;
      default:
        asker.answer({ code: ReplyCode.OK, number: this.#size });
    }
  }

  holder(): undefined {
    return undefined;
  }

  repr(): null {
    return null;
  }

  forget(isGone: (asker: Asker) => boolean): void {
    this.#getters = this.#getters.filter(({ asker }) => !isGone(asker));
    this.#putters = this.#putters.filter(({ asker }) => !isGone(asker));
    this.#joiners = this.#joiners.filter((asker) => !isGone(asker));
  }

  /** Gives items to waiting getters, and lets in waiting putters where there is room. */
  reconsider(): void {
    for (;;) {
      const getter = this.#size > 0 ? takeNext(this.#getters) : undefined;
      const putter = getter || this.#isFull ? undefined : takeNext(this.#putters);
      if (getter) this.#give(getter.asker);
      else if (putter) this.#letIn(putter);
      else return;
    }
  }

  get #size(): number {
    return this.#items.length - this.#first;
  }

  get #isFull(): boolean {
    return this.#maxsize > 0 && this.#size >= this.#maxsize;
  }

  #put(asker: Asker, content: Uint8Array, blocks: boolean): void {
    if (!this.#isFull) {
      this.#add(content);
      asker.answer(DONE);
    } else if (blocks) this.#putters.push({ asker, content });
    else asker.answer(NOT);
    this.reconsider();
  }

  #get(asker: Asker, blocks: boolean): void {
    if (this.#size > 0 && (asker.isEligible() || !blocks)) this.#give(asker);
    else if (blocks) this.#getters.push({ asker });
    else asker.answer(NOT);
    this.reconsider();
  }

  /** A put that waited is undone if its thread has ended meanwhile, unless the item has been taken. */
  #letIn({ asker, content }: Putter): void {
    const item = this.#add(content);
    asker.answer(DONE, () => {
      const at = this.#items.indexOf(item, this.#first);
      if (at === -1) return;
      this.#items.splice(at, 1);
      this.#finishOne();
      this.reconsider();
    });
  }

  #add(content: Uint8Array): Item {
    const item = { number: this.#added++, content };
    this.#items.push(item);
    this.#unfinished++;
    return item;
  }

  #give(asker: Asker): void {
    const item = this.#takeFirst();
    asker.answer({ code: ReplyCode.OK, content: item.content }, () => this.#putBack(item));
  }

  #takeFirst(): Item {
    const item = this.#items[this.#first] as Item;
    this.#first++;
    // Frees what has been taken. While items are left, only now and then, because it takes as long as there are items.
    if (this.#size === 0 || (this.#first > COMPACT_EACH && this.#first * 2 > this.#items.length)) {
      this.#items.splice(0, this.#first);
      this.#first = 0;
    }
    return item;
  }

  #putBack(item: Item): void {
    let at = this.#first;
    while (at < this.#items.length && (this.#items[at] as Item).number < item.number) at++;
    this.#items.splice(at, 0, item);
    this.reconsider();
  }

  #taskDone(asker: Asker): void {
    if (this.#unfinished === 0) {
      asker.answer({ code: ReplyCode.ERROR });
      return;
    }
    this.#finishOne();
    asker.answer(DONE);
  }

  #finishOne(): void {
    this.#unfinished--;
    if (this.#unfinished === 0) for (const joiner of this.#joiners.splice(0)) joiner.answer(DONE);
  }
}

const COMPACT_EACH = 1000;
