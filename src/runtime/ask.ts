/** Questions of a thread to its host, which alone can start processes and speak to them. */
import { whoIs } from '../events/who.js';
import { Control, doubles, isHost, Slot, slot, words } from './arena.js';
import { post } from './emit.js';
import { MemoryError } from './errors.js';
import type { Answer, CommonRequest, HostRequest } from './family-messages.js';
import { blockLength, blockWords, freeBlock, readBlock, reserveBlock } from './heap.js';
import { identity } from './identity.js';
import { announce, outsideRun, store, wait } from './kernel.js';

let serial = 0;

/**
 * Asks, and sleeps until the answer comes. At the deadline (program seconds) the question is taken back; what is answered then
 * is `NOT`, unless another answer was already on its way. `call` and `object` say what for, for a diagnosis.
 */
export function ask(request: CommonRequest | HostRequest, deadline: number, call: number, object: number): Answer {
  if (isHost) return askWithin(request);
  const word = slot + Slot.ANSWER;
  words[word] = 0;
  put(request, slot);
  if (!wait(word, 0, deadline, call, object)) {
    post((seq) => ({ is: 'cancel', seq, slot }));
    wait(word, 0, Infinity, call, object);
  }
  const block = words[word] as number;
  words[word] = 0;
  if (block === NO_ROOM)
    throw new MemoryError('the arena is full: there is no room in it for what another process has sent');
  const answer = readAnswer(block);
  freeBlock(block);
  return answer;
}

/** Asks for something to be done, without waiting for it: what the thread asks next is done after it. */
export function request(request: CommonRequest): void {
  if (isHost) askWithin(request);
  else put(request, 0);
}

function put(request: CommonRequest | HostRequest, answerTo: number): void {
  // From now on nobody in this process decides alone that nothing can happen any more: an answer may come.
  store(Control.FAMILY, 1);
  const { ident, name, process } = identity();
  const who = whoIs({ thread: name, process });
  serial++;
  post((seq) => ({ is: 'ask', seq, ask: { slot: answerTo, serial, ident, who }, request }));
}

// ---------------------------------------------------------------------------------------------------- for the host

let askInHost: ((request: CommonRequest) => Answer | undefined) | undefined;

/** Says who answers what the host itself asks: a demo's `result` reads what is left when all is over. */
export function setAskInHost(action: typeof askInHost): void {
  askInHost = action;
}

function askWithin(request: CommonRequest | HostRequest): Answer {
  const answer = 'op' in request ? askInHost?.(request) : undefined;
  if (!answer) throw outsideRun();
  return answer;
}

/** Hands an answer to the thread that waits for it. */
export function giveAnswer(at: number, answer: Answer): void {
  announce(at + Slot.ANSWER, storeAnswer(answer));
}

/** Words of an answer's block: the code, a number as a double, then the content. */
const CODE = 0;
const NUMBER = 2;
const CONTENT_BYTES = 16;
/** In place of a block. */
const NO_ROOM = -1;

function storeAnswer({ code, number = 0, content = NOTHING }: Answer): number {
  let block: number;
  try {
    block = reserveBlock(CONTENT_BYTES + content.byteLength);
  } catch {
    return NO_ROOM;
  }
  const at = blockWords(block);
  words[at + CODE] = code;
  doubles[(at + NUMBER) >> 1] = number;
  new Uint8Array(words.buffer, at * 4 + CONTENT_BYTES, content.byteLength).set(content);
  return block;
}

function readAnswer(block: number): Answer {
  const at = blockWords(block);
  const code = words[at + CODE] as number;
  const number = doubles[(at + NUMBER) >> 1] as number;
  if (blockLength(block) === CONTENT_BYTES) return { code, number };
  return { code, number, content: readBlock(block).subarray(CONTENT_BYTES) };
}

const NOTHING = new Uint8Array();
