/** Faults that a port of Python's primitives may have, each as an edit of the sources, and the programs that find them. */
import type { ProgramName } from '../stress/rounds.js';

export interface Fault {
  readonly name: string;
  /** The stress program that finds it, with these seeds; multiples of 3 have the virtual clock. */
  readonly program: ProgramName;
  readonly seeds: readonly number[];
  /** Seconds that a round may take: few, if the finding is a round that does not end. */
  readonly most: number;
  /** The finding. */
  readonly finding: RegExp;
  readonly edits: readonly Edit[];
}

/** An exact edit of a source file: `from` occurs there once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const QUEUE = 'src/runtime/kernel/wait-queue.ts';

/** Gives other threads time where the fault leaves a gap of a few instructions. */
const GAP = 'for (const until = performance.now() + 0.1; performance.now() < until;);';

/**
 * Findings of a broken condition: the schedule decides which of these comes first, since a wait that is enlisted late may
 * be overtaken, and one that is lost may be made up for by the next notification.
 */
const brokenCondition =
  /notifications (have woken nobody|are left over)|the round ended as (hung|timeout)|was woken (that nobody had notified|before one that had come earlier)/;
const asleep = (call: string) => new RegExp(`the round ended as (hung|timeout).*${call}`);

/** The seed determines how the arena is filled, and whether the fault shows there. */
const MANY = Array.from({ length: 12 }, (_, i) => i + 1);
/** The same, with seeds before them that have each found the fault. */
const manyAfter = (first: number) => [first, ...MANY.filter((seed) => seed !== first)];
const noRoom = /was refused while there was room|there is less room than before|finds no room where there was room/;
/** Findings for memory that two threads have at once, or none. */
const ill =
  /was refused|less room|no room|more than there is|as it was made|came out|came (as|to)|is there|ended as|Error/;

export const faults: readonly Fault[] = [
  {
    name: 'notify before enqueue',
    program: 'condition',
    seeds: [3, 9, 12, 4],
    most: 5,
    finding: brokenCondition,
    edits: [
      {
        file: 'src/threading/condition.ts',
        from: `    enlist(at + WAITERS);
    let depth: number;`,
        to: '    let depth: number;',
      },
      {
        file: 'src/threading/condition.ts',
        from: '    const isNotified = awaitTurn(at + WAITERS, deadline, WAIT, at);',
        to: `    ${GAP}
    enlist(at + WAITERS);
    const isNotified = awaitTurn(at + WAITERS, deadline, WAIT, at);`,
      },
    ],
  },
  {
    name: 'one wake word for all waiters',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 5,
    finding: brokenCondition,
    edits: [
      { file: QUEUE, from: 'export function enlist(', to: 'function enlistSound(' },
      { file: QUEUE, from: 'export function awaitTurn(', to: 'function awaitTurnSound(' },
      { file: QUEUE, from: 'export function unlist(', to: 'function unlistSound(' },
      { file: QUEUE, from: 'export function notify(', to: 'function notifySound(' },
      {
        file: QUEUE,
        from: 'export const WAIT_LIST_SIZE = 4;',
        to: `export const WAIT_LIST_SIZE = 4;
let expected = 0;
export function enlist(list) {
  self();
  expected = load(list + 1);
  Atomics.add(words, list + 3, 1);
}
export function awaitTurn(list, deadline, reason, object) {
  ${GAP}
  const isNotified = wait(list + 1, expected, deadline, reason, object);
  Atomics.add(words, list + 3, -1);
  return isNotified;
}
export function notify(list, count) {
  if (load(list + 3) === 0 || !(count > 0)) return;
  Atomics.add(words, list + 1, 1);
  wake(list + 1, count);
}
export function unlist() {}
`,
      },
    ],
  },
  {
    name: 'a semaphore that wakes only from 0 to 1',
    program: 'portions',
    seeds: [1, 2, 4],
    most: 5,
    finding: asleep('Semaphore.acquire'),
    edits: [
      {
        file: 'src/threading/semaphore.ts',
        from: 'permits.notify(at, n);',
        to: 'if (value === n) permits.notify(at);',
      },
    ],
  },
  {
    name: 'an event as a plain flag',
    program: 'event',
    seeds: [3, 6],
    most: 30,
    finding: /of 6 were released by set and clear/,
    edits: [
      {
        file: 'src/threading/event.ts',
        from: 'const isSet = wait(at + CHANGES, changes, deadline, WAIT, at);',
        to: `let isSet = false;
    for (let seen = changes; !isSet && wait(at + CHANGES, seen, deadline, WAIT, at); ) {
      seen = load(at + CHANGES);
      isSet = isOdd(seen);
    }`,
      },
    ],
  },
  {
    name: 'a deadline restarted after each wake, in a semaphore',
    program: 'deadlines',
    seeds: [6, 12, 3, 9, 15],
    most: 30,
    finding: /Semaphore\.acquire took .* with a timeout of/,
    edits: [
      {
        file: 'src/threading/semaphore.ts',
        from: 'const deadline = deadlineAfter(timeout);',
        to: 'let deadline = deadlineAfter(timeout);',
      },
      {
        file: 'src/threading/semaphore.ts',
        from: 'permits.wait(at, deadline, ACQUIRE);',
        to: 'if (permits.wait(at, deadline, ACQUIRE)) deadline = deadlineAfter(timeout);',
      },
    ],
  },
  {
    name: 'a deadline restarted after each wake, in waitFor',
    program: 'deadlines',
    seeds: [3, 6, 9, 12, 15],
    most: 30,
    finding: /Condition\.waitFor took .* with a timeout of/,
    edits: [
      {
        file: 'src/threading/condition.ts',
        from: `      } else if (deadline > now()) this.wait(deadline - now());
      else break;`,
        to: '      } else if (!this.wait(timeout)) break;',
      },
    ],
  },
  {
    name: 'a deadline restarted after each wake, in a queue',
    program: 'deadlines',
    seeds: [3, 6, 9, 12, 15],
    most: 30,
    finding: /Queue\.(get|put) took .* with a timeout of/,
    edits: [
      {
        file: 'src/queue/waiting.ts',
        from: `  const deadline = deadlineFor(options);
  while (words[at + COUNT] === 0) {`,
        to: `  let deadline = deadlineFor(options);
  while (words[at + COUNT] === 0) {`,
      },
      {
        file: 'src/queue/waiting.ts',
        from: `    if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  }`,
        to: `    if (now() < deadline) deadline = deadlineFor(options);
    if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  }`,
      },
    ],
  },
  {
    name: 'a wake that is counted twice',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 1.5,
    finding: /the round ended as timeout/,
    edits: [
      {
        file: 'src/runtime/kernel/wait-queue.ts',
        from: 'return delist(list) || !wait(slot + Slot.PARKER, WAITING, Infinity, reason, object);',
        to: `if (delist(list)) return true;
  while (load(slot + Slot.PARKER) === WAITING) Atomics.wait(words, slot + Slot.PARKER, WAITING, 5);
  return false;`,
      },
      {
        file: 'src/runtime/kernel/wait-queue.ts',
        from: '  // These are in no list now,',
        to: `  ${GAP}
  // These are in no list now,`,
      },
    ],
  },
  {
    name: 'a waiter that stays in the list after its timeout',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 1.5,
    finding: brokenCondition,
    edits: [
      {
        file: 'src/runtime/kernel/wait-queue.ts',
        from: 'return delist(list) || !wait(slot + Slot.PARKER, WAITING, Infinity, reason, object);',
        to: 'return true;',
      },
    ],
  },
  {
    name: 'a lock whose next holder forgets the other waiters',
    program: 'lock',
    // A thread that takes the lock with a timeout rescues the round now and then; and at the timeout all may be doing
    // something else.
    seeds: [1, 2, 4, 5, 7, 8, 10, 11],
    most: 1.5,
    finding: /the round ended as (hung|timeout)/,
    edits: [
      {
        file: 'src/runtime/kernel/mutex.ts',
        from: '  while (exchange(word, CONTENDED) !== FREE) {',
        to: `  while (compareExchange(word, FREE, HELD) !== FREE) {
    if (compareExchange(word, HELD, CONTENDED) === FREE) continue;`,
      },
    ],
  },
  {
    name: 'a condition that releases one level only',
    program: 'condition',
    seeds: [2, 4, 8],
    most: 5,
    finding: asleep('RLock.acquire'),
    edits: [
      {
        file: 'src/threading/condition.ts',
        from: 'return releaseAll(this.#lock[AT]);',
        to: `{
      this.#lock.release();
      return 1;
    }`,
      },
    ],
  },
  {
    name: 'a barrier that counts a thread that comes back too soon into the last round',
    program: 'barrier',
    seeds: [1, 2, 4],
    most: 5,
    finding: /two had the same number|the action has run|the round ended as/,
    edits: [
      {
        file: 'src/threading/barrier.ts',
        from: 'while (words[at + STATE] === DRAINING || words[at + STATE] === RESETTING) moved.wait(at, Infinity, WAIT);',
        to: '',
      },
    ],
  },
  {
    name: 'a queue that wakes a getter only when it was empty',
    program: 'portions',
    seeds: [1, 2, 4],
    most: 5,
    finding: asleep('(Queue|SimpleQueue).get'),
    edits: [
      {
        file: 'src/queue/queue.ts',
        from: `        notEmpty.notify(at);
      } finally {`,
        to: `        if (words[at + COUNT] === 1) notEmpty.notify(at);
      } finally {`,
      },
    ],
  },
  {
    name: 'an arena that takes first, and gives back what it did not have',
    program: 'full-arena',
    seeds: MANY,
    most: 8,
    finding: ill,
    edits: [
      {
        file: 'src/runtime/memory/heap.ts',
        from: `  for (let line = load(Control.BUMP); line + count <= limit; line = load(Control.BUMP)) {
    if (compareExchange(Control.BUMP, line, line + count) === line) return line * LINE;
  }
  return 0;`,
        to: `  const line = Atomics.add(words, Control.BUMP, count);
  if (line + count <= limit) return line * LINE;
  ${GAP}
  Atomics.add(words, Control.BUMP, -count);
  return 0;`,
      },
    ],
  },
  {
    name: 'a block that is divided, and its rest lost',
    program: 'full-arena',
    seeds: manyAfter(4),
    most: 8,
    finding: ill,
    edits: [{ file: 'src/runtime/memory/heap.ts', from: 'push(at + lines * LINE, classFor(piece));', to: '' }],
  },
  {
    name: 'free blocks without a guard',
    program: 'full-arena',
    seeds: manyAfter(4),
    most: 8,
    finding: ill,
    edits: [
      {
        file: 'src/runtime/memory/heap.ts',
        from: `  enter(Control.BLOCKS);
  const free = words[list] as number;
  if (free !== 0) words[list] = words[free + NEXT_FREE] as number;
  leave(Control.BLOCKS);`,
        to: `  const free = words[list] as number;
  ${GAP}
  if (free !== 0) words[list] = words[free + NEXT_FREE] as number;`,
      },
    ],
  },
  {
    name: 'an object that is made before there is room for its name',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [
      {
        file: 'src/runtime/objects/shared-object.ts',
        from: 'const [at, ...textAddresses] = allocateWithTexts(HEAD + size, texts);',
        to: `const at = allocate(HEAD + size);
  const textAddresses = texts.map(storeText);`,
      },
      {
        file: 'src/runtime/objects/shared-object.ts',
        from: 'import { allocateWithTexts, readText }',
        to: 'import { allocate, readText, storeText }',
      },
    ],
  },
  {
    name: 'a start that is refused, and keeps its packed job',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [
      {
        file: 'src/runtime/threads/launch.ts',
        from: `    discard(work);
    if (nameBlock`,
        to: '    if (nameBlock',
      },
    ],
  },
  {
    name: 'an entry that stays though its object was never made',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [
      {
        file: 'src/runtime/memory/interned.ts',
        from: `      freeBlock(block);
      throw error;
    }
    words[at + COUNT]`,
        to: `      throw error;
    }
    words[at + COUNT]`,
      },
    ],
  },
];
