/** Requests of a thread to its host. Only the host can start processes and exchange messages with them. */
import { MemoryError } from '../../errors.js';
import { identity } from '../../kernel/identity.js';
import { afterSeen, beforeShown } from '../../kernel/order.js';
import { outsideRun } from '../../kernel/self.js';
import { wait } from '../../kernel/sleep.js';
import { reasonNumber } from '../../kernel/wait-reason.js';
import { announce } from '../../kernel/wake.js';
import type { BlockAddress, SlotAddress, WaitObject } from '../../memory/address.js';
import { bytes, doubles, isHost, slot, words } from '../../memory/arena.js';
import { load, store } from '../../memory/atomics.js';
import { blockWords, freeBlock, readBlock, reserveBlock } from '../../memory/heap.js';
import { Control, HEAP_LINE, LINE, Slot } from '../../memory/map.js';
import { sendStamped } from '../../threads/emit.js';
import { type Command, type HostCommand, type Reply, ReplyCode } from '../protocol.js';

let serial = 0;

/**
 * Sends a command and sleeps until its reply comes. At the deadline (program seconds) the command is cancelled; the reply is
 * then `WOULD_BLOCK`, unless another one was already on its way. `reason` and `object` tell a diagnosis what the thread waits
 * for.
 */
export function request(command: Command | HostCommand, deadline: number, reason: number, object: WaitObject): Reply {
  if (isHost) return requestInHost(command);
  const word = slot + Slot.REPLY;
  words[word] = 0;
  asked = command;
  isTakenBack = false;
  send(command, slot);
  if (!wait(word, 0, deadline, reason, object)) {
    takeBack();
    wait(word, 0, Infinity, reason, object);
  }
  asked = undefined;
  afterSeen();
  const answer = words[word] as BlockAddress;
  words[word] = 0;
  if (answer === NO_ROOM)
    throw new MemoryError('the arena is full: there is no room in it for what another process has sent');
  if (answer < 0) return { code: FIRST_CODE - answer, number: doubles[(slot + Slot.REPLY_NUMBER) >> 1] as number };
  const code = words[blockWords(answer)] as number;
  const content = readBlock(answer).subarray(CONTENT_BYTES);
  freeBlock(answer);
  return { code, content };
}

/** Sends a command without waiting for it. The thread's next command is carried out after it. */
export function sendRequest(command: Command): void {
  if (isHost) requestInHost(command);
  else send(command, 0);
}

/** The command whose reply this thread awaits, and whether the thread has cancelled it. */
let asked: Command | HostCommand | undefined;
let isTakenBack = false;

function takeBack(): void {
  isTakenBack = true;
  sendStamped((seq) => ({ is: 'cancel', seq, slot }));
}

/**
 * For a signal handler, which may send requests in the middle of another one: cancels the pending request, unless its reply is
 * on its way. Returns a function that resumes it. A thread that waited in a line then waits at its end, as in Python.
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
      send(question, slot);
    } else {
      words[word] = answer;
      doubles[number] = answeredNumber;
    }
  };
}

const SUSPENDED = reasonNumber('multiprocessing');

/** The calling thread cannot take what its last reply gave: it goes back, and others may have it. */
export function returnGiven(): void {
  sendStamped((seq) => ({ is: 'give-back', seq, slot }));
}

function send(command: Command | HostCommand, answerTo: SlotAddress | 0): void {
  // From now on this process alone cannot decide that nothing can happen any more: a reply may come.
  store(Control.OTHERS, 1);
  beforeShown();
  const { ident, name, process } = identity();
  const who = { thread: name, process };
  serial++;
  sendStamped((seq) => ({ is: 'request', seq, client: { slot: answerTo, serial, ident, who }, request: command }));
}

// ---------------------------------------------------------------------------------------------------- for the host

let hostClient: ((request: Command) => Reply | undefined) | undefined;

/** Sets what replies to requests of the host itself: a demo's `result` reads what is left after the run. */
export function setHostClient(action: typeof hostClient): void {
  hostClient = action;
}

function requestInHost(command: Command | HostCommand): Reply {
  const answer = 'op' in command ? hostClient?.(command) : undefined;
  if (!answer) throw outsideRun();
  return answer;
}

/**
 * Hands a reply to the thread that waits for it. Before that, it calls `onStored`: with false if the arena has no room for the
 * reply's content, for which the thread gets a MemoryError.
 */
export function giveReply(at: SlotAddress, answer: Reply, onStored: (hasRoom: boolean) => void): void {
  const stored = storeReply(at, answer);
  onStored(stored !== NO_ROOM);
  announce(at + Slot.REPLY, stored);
}

/** True if the thread in a slot has ended without taking the host's last reply. */
export function isReplyLeft(at: SlotAddress): boolean {
  const answer = load(at + Slot.REPLY);
  // The results of checks are lower than any block's address.
  return answer < 0 || answer >= HEAP_LINE * LINE;
}

/** A slot's REPLY is the address of a block with code and content, or, without content, a number below zero for the code. */
const NO_ROOM = -1;
const FIRST_CODE = -2;
/** Where the content begins in a block: after the code, and aligned well enough for every reader. */
const CONTENT_BYTES = 16;

function storeReply(at: SlotAddress, { code, number = 0, content }: Reply): number {
  doubles[(at + Slot.REPLY_NUMBER) >> 1] = number;
  if (!content) return FIRST_CODE - code;
  let block: BlockAddress;
  try {
    block = reserveBlock(CONTENT_BYTES + content.byteLength);
  } catch {
    // The reason of a failure may be left out.
    return code === ReplyCode.FAILED ? FIRST_CODE - code : NO_ROOM;
  }
  const start = blockWords(block);
  words[start] = code;
  bytes.set(content, start * 4 + CONTENT_BYTES);
  return block;
}
