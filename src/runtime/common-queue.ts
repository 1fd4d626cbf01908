/** A queue that processes have in common, as the first process keeps it: bytes in, bytes out, first come first served. */
import type { Asker, CommonState } from './common-state.js';
import { type Answer, AnswerCode, type CommonRequest } from './family-messages.js';

const DONE: Answer = { code: AnswerCode.DONE };
const NOT: Answer = { code: AnswerCode.NOT };

export class CommonQueue implements CommonState {
  /** 0 for no limit. */
  readonly #maxsize: number;
  #items: Uint8Array[] = [];
  /** Items before this one have been taken. */
  #first = 0;
  #unfinished = 0;
  #getters: Asker[] = [];
  #putters: { readonly asker: Asker; readonly item: Uint8Array }[] = [];
  #joiners: Asker[] = [];

  constructor(maxsize: number) {
    this.#maxsize = Math.max(0, maxsize);
  }

  handle(asker: Asker, { op, blocks, content }: CommonRequest): Answer | undefined {
    switch (op) {
      case 'put':
        return this.#put(asker, content as Uint8Array, blocks === true);
      case 'get':
        return this.#get(asker, blocks === true);
      case 'task-done':
        return this.#taskDone();
      case 'join':
        return this.#join(asker);
      default:
        return { code: AnswerCode.DONE, number: this.#size };
    }
  }

  holder(): undefined {
    return undefined;
  }

  forget(isGone: (asker: Asker) => boolean): void {
    this.#getters = this.#getters.filter((asker) => !isGone(asker));
    this.#putters = this.#putters.filter(({ asker }) => !isGone(asker));
    this.#joiners = this.#joiners.filter((asker) => !isGone(asker));
  }

  get #size(): number {
    return this.#items.length - this.#first;
  }

  #put(asker: Asker, item: Uint8Array, blocks: boolean): Answer | undefined {
    if (this.#maxsize > 0 && this.#size >= this.#maxsize) {
      if (!blocks) return NOT;
      this.#putters.push({ asker, item });
      return undefined;
    }
    this.#add(item);
    return DONE;
  }

  #get(asker: Asker, blocks: boolean): Answer | undefined {
    if (this.#size === 0) {
      if (!blocks) return NOT;
      this.#getters.push(asker);
      return undefined;
    }
    const content = this.#takeFirst();
    // There is room again.
    const putter = this.#putters.shift();
    if (putter) {
      this.#add(putter.item);
      putter.asker.answer(DONE);
    }
    return { code: AnswerCode.DONE, content };
  }

  #add(item: Uint8Array): void {
    this.#unfinished++;
    const getter = this.#getters.shift();
    if (getter) getter.answer({ code: AnswerCode.DONE, content: item });
    else this.#items.push(item);
  }

  #takeFirst(): Uint8Array {
    const item = this.#items[this.#first] as Uint8Array;
    this.#first++;
    // Now and then, for it takes as long as there are items; and not to keep what has been taken.
    if (this.#first > COMPACT_EACH && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  #taskDone(): Answer {
    if (this.#unfinished === 0) return { code: AnswerCode.REFUSED };
    this.#unfinished--;
    if (this.#unfinished === 0) for (const joiner of this.#joiners.splice(0)) joiner.answer(DONE);
    return DONE;
  }

  #join(asker: Asker): Answer | undefined {
    if (this.#unfinished === 0) return DONE;
    this.#joiners.push(asker);
    return undefined;
  }
}

const COMPACT_EACH = 1000;
