/** Requests of a thread to its host, which alone can start processes and speak to them. */
import { MemoryError } from '../../errors.js';
import { identity } from '../../kernel/identity.js';
import { outsideRun } from '../../kernel/self.js';
import { wait } from '../../kernel/sleep.js';
import { reasonNumber } from '../../kernel/wait-reason.js';
import { announce } from '../../kernel/wake.js';
import { bytes, doubles, isHost, slot, words } from '../../memory/arena.js';
import { load, store } from '../../memory/atomics.js';
import { blockWords, freeBlock, readBlock, reserveBlock } from '../../memory/heap.js';
import { Control, HEAP_LINE, LINE, Slot } from '../../memory/map.js';
import { post } from '../../threads/emit.js';
import { type Command, type HostCommand, type Reply, ReplyCode } from '../protocol.js';

let serial = 0;

/**
 * Sends a command, and sleeps until its reply comes. At the deadline (program seconds) the command is cancelled; the reply is
 * then `WOULD_BLOCK`, unless another one was already on its way. `reason` and `object` say what for, for a diagnosis.
 */
export function ask(request: Command | HostCommand, deadline: number, reason: number, object: number): Reply {
  if (isHost) return requestInHost(request);
  const word = slot + Slot.REPLY;
  words[word] = 0;
  asked = request;
  isTakenBack = false;
  put(request, slot);
  if (!wait(word, 0, deadline, reason, object)) {
    takeBack();
    wait(word, 0, Infinity, reason, object);
  }
  asked = undefined;
  const answer = words[word] as number;
  words[word] = 0;
  if (answer === NO_ROOM)
    throw new MemoryError('the arena is full: there is no room in it for what another process has sent');
  if (answer < 0) return { code: FIRST_CODE - answer, number: doubles[(slot + Slot.REPLY_NUMBER) >> 1] as number };
  const code = words[blockWords(answer)] as number;
  const content = readBlock(answer).subarray(CONTENT_BYTES);
  freeBlock(answer);
  return { code, content };
}

/** Asks for something to be done, without waiting for it: what the thread asks next is done after it. */
export function request(request: Command): void {
  if (isHost) requestInHost(request);
  else put(request, 0);
}

/** What this thread has asked and waits for, and whether it has taken it back. */
let asked: Command | HostCommand | undefined;
let isTakenBack = false;

function takeBack(): void {
  isTakenBack = true;
  post((seq) => ({ is: 'cancel', seq, slot }));
}

/**
 * For a signal handler, which may ask as well, in the middle of a question: takes that back, unless it has been answered.
 * Answers what takes it up again. A thread that stood in a line stands at its end then, as in Python.
 */
export function suspendRequest(): () => void {
  const question = asked;
  if (question === undefined) return () => {};
  const word = slot + Slot.REPLY;
  const number = (slot + Slot.REPLY_NUMBER) >> 1;
  const wasTakenBack = isTakenBack;
  if (!wasTakenBack) takeBack();
  wait(word, 0, Infinity, SUSPENDED, 0);
  const [answer, answeredNumber] = [words[word] as number, doubles[number] as number];
  asked = undefined;
  return () => {
    asked = question;
    isTakenBack = wasTakenBack;
    if (answer === FIRST_CODE - ReplyCode.WOULD_BLOCK && !wasTakenBack) {
      words[word] = 0;
      put(question, slot);
    } else {
      words[word] = answer;
      doubles[number] = answeredNumber;
    }
  };
}

const SUSPENDED = reasonNumber('multiprocessing');

/** The calling thread cannot take what it was given with the last answer: it goes back, and others may have it. */
export function returnGiven(): void {
  post((seq) => ({ is: 'give-back', seq, slot }));
}

function put(request: Command | HostCommand, answerTo: number): void {
  // From now on nobody in this process decides alone that nothing can happen any more: an answer may come.
  store(Control.OTHERS, 1);
  const { ident, name, process } = identity();
  const who = { thread: name, process };
  serial++;
  post((seq) => ({ is: 'request', seq, client: { slot: answerTo, serial, ident, who }, request }));
}

// ---------------------------------------------------------------------------------------------------- for the host

let hostClient: ((request: Command) => Reply | undefined) | undefined;

/** Says who answers what the host itself asks: a demo's `result` reads what is left when all is over. */
export function setHostClient(action: typeof hostClient): void {
  hostClient = action;
}

function requestInHost(request: Command | HostCommand): Reply {
  const answer = 'op' in request ? hostClient?.(request) : undefined;
  if (!answer) throw outsideRun();
  return answer;
}

/**
 * Hands an answer to the thread that waits for it. Before, `onStored` is called: with false where the arena has no room for
 * what came with it, which its thread gets a MemoryError for.
 */
export function giveReply(at: number, answer: Reply, onStored: (hasRoom: boolean) => void): void {
  const stored = storeReply(at, answer);
  onStored(stored !== NO_ROOM);
  announce(at + Slot.REPLY, stored);
}

/** True if the thread in a slot, which has ended, had not taken the host's last answer. */
export function isReplyLeft(at: number): boolean {
  const answer = load(at + Slot.REPLY);
  // Results of checks are lower than any block's address.
  return answer < 0 || answer >= HEAP_LINE * LINE;
}

/** In a slot's REPLY: the address of a block with the code and the content; without content, the code, below zero. */
const NO_ROOM = -1;
const FIRST_CODE = -2;
/** Where a block's content begins: with the code before it, and as aligned as what reads it may like. */
const CONTENT_BYTES = 16;

function storeReply(at: number, { code, number = 0, content }: Reply): number {
  doubles[(at + Slot.REPLY_NUMBER) >> 1] = number;
  if (!content) return FIRST_CODE - code;
  let block: number;
  try {
    block = reserveBlock(CONTENT_BYTES + content.byteLength);
  } catch {
    // Why something failed can be left out.
    return code === ReplyCode.FAILED ? FIRST_CODE - code : NO_ROOM;
  }
  const start = blockWords(block);
  words[start] = code;
  bytes.set(content, start * 4 + CONTENT_BYTES);
  return block;
}
