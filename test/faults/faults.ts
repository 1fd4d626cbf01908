/** Faults that a port of Python's primitives may have, each as a change to the built package, and what finds it. */
import type { ProgramName } from '../stress/rounds.js';

export interface Fault {
  readonly name: string;
  /** The stress program that finds it, with these seeds; multiples of 3 have the virtual clock. */
  readonly program: ProgramName;
  readonly seeds: readonly number[];
  /** Seconds that a round may take: few, where it is found by a round that does not come to its end. */
  readonly most: number;
  /** What is found. */
  readonly finding: RegExp;
  readonly edits: readonly Edit[];
}

export type Edit = readonly [pattern: RegExp, replacement: string];

/** Time for other threads, where the fault leaves a gap of a few instructions. */
const GAP = 'for (const until = performance.now() + 0.1; performance.now() < until;);';

/**
 * What a broken condition comes to: which of these is seen first depends on who runs when, since a wait that is enlisted late
 * may be overtaken, and one that is lost may be made up for by the next notification.
 */
const brokenCondition =
  /notifications (have woken nobody|are left over)|the round ended as (hung|timeout)|was woken (that nobody had notified|before one that had come earlier)/;
const asleep = (call: string) => new RegExp(`the round ended as (hung|timeout).*${call}`);

/** What the arena is filled with follows from the seed, and whether the fault shows there. */
const MANY = Array.from({ length: 12 }, (_, i) => i + 1);
/** The same, and before them one that has found the fault each time. */
const manyAfter = (first: number) => [first, ...MANY.filter((seed) => seed !== first)];
const noRoom = /was refused while there was room|there is less room than before|finds no room where there was room/;
/** What comes of memory that two have at once, or nobody. */
const ill =
  /was refused|less room|no room|more than there is|as it was made|came out|came (as|to)|is there|ended as|Error/;

export const faults: readonly Fault[] = [
  {
    name: 'notify before enqueue',
    program: 'condition',
    seeds: [3, 9, 12, 4],
    most: 5,
    finding: brokenCondition,
    edits: [[/(enlist\(at \+ WAITERS\S*\);)(\s*let depth;[\s\S]*?throw error;\s*\})/, `$2 ${GAP} $1`]],
  },
  {
    name: 'one wake word for all waiters',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 5,
    finding: brokenCondition,
    edits: [
      [
        /function enlist\(list\) \{[\s\S]*?\n\}\n(?=function delist)/,
        `let expected = 0;
function enlist(list) {
  self();
  expected = load(list + 1);
  add(list + 3, 1);
}
function awaitTurn(list, deadline, call, object) {
  ${GAP}
  const isNotified = wait(list + 1, expected, deadline, call, object);
  add(list + 3, -1);
  return isNotified;
}
function notify(list, count) {
  if (load(list + 3) === 0 || !(count > 0)) return;
  add(list + 1, 1);
  wake(list + 1, count);
}
function unlist() {}
`,
      ],
    ],
  },
  {
    name: 'a semaphore that wakes only from 0 to 1',
    program: 'portions',
    seeds: [1, 2, 4],
    most: 5,
    finding: asleep('Semaphore.acquire'),
    edits: [[/(words\[at \+ VALUE\S*\] = value;\s*)(notify\(at \+ WAITERS\S*), n\);/, '$1if (value === n) $2, 1);']],
  },
  {
    name: 'an event as a plain flag',
    program: 'event',
    seeds: [3, 6],
    most: 30,
    finding: /of 6 were released by set and clear/,
    edits: [
      [
        /const isSet = (wait\(at \+ CHANGES), changes, (deadline, WAIT\S*, at\));/,
        `let isSet = false;
for (let seen = changes; !isSet && $1, seen, $2; ) {
  seen = load(at + CHANGES);
  isSet = isOdd(seen);
}`,
      ],
    ],
  },
  {
    name: 'a deadline restarted after each wake, in a semaphore',
    program: 'deadlines',
    seeds: [6, 12, 3, 9, 15],
    most: 30,
    finding: /Semaphore\.acquire took .* with a timeout of/,
    edits: [
      [
        /const (deadline = (deadlineAfter\S*\(timeout\)));(\s*do \{[\s\S]*?)(awaitTurn\(at \+ WAITERS\S*, deadline, ACQUIRE\S*, at\));/,
        'let $1;$3if ($4) deadline = $2;',
      ],
    ],
  },
  {
    name: 'a deadline restarted after each wake, in waitFor',
    program: 'deadlines',
    seeds: [3, 6, 9, 12, 15],
    most: 30,
    finding: /Condition\.waitFor took .* with a timeout of/,
    edits: [
      [
        /else if \(deadline > now\S*\(\)\) this\.wait\(deadline - now\S*\(\)\);\s*else break;/,
        'else { const end = now() + timeout; if (!this.wait(timeout)) break; }',
      ],
    ],
  },
  {
    name: 'a deadline restarted after each wake, in a queue',
    program: 'deadlines',
    seeds: [3, 6, 9, 12, 15],
    most: 30,
    finding: /Queue\.(get|put) took .* with a timeout of/,
    edits: [
      [
        /const (deadline = deadlineFor\S*\(options\));(\s*while \(words\[at \+ COUNT\S*\] === 0\) \{\s*if \(deadline <= (now\S*\(\))[\s\S]*?sleepIn\S*\([^;]*;)/,
        'let $1;$2 if ($3 < deadline) $1;',
      ],
    ],
  },
  {
    name: 'a wake that is counted twice',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 1.5,
    finding: /the round ended as timeout/,
    edits: [
      [
        /return delist\(list\) \|\| !wait\((slot \+ Slot\.PARKER, WAITING), [^)]*\);/,
        'if (delist(list)) return true; while (load(slot + Slot.PARKER) === WAITING) waitUncounted($1, 5); return false;',
      ],
      [/(leave\S*\(list \+ GUARD\S*\);)(\s*for \(let at = first; taken > 0; taken--\))/, `$1 ${GAP} $2`],
    ],
  },
  {
    name: 'a waiter that stays in the list when its time is over',
    program: 'condition',
    seeds: [2, 4, 8, 10],
    most: 1.5,
    finding: brokenCondition,
    edits: [[/return delist\(list\) \|\| !wait\([^)]*\);/, 'return true;']],
  },
  {
    name: 'a lock whose next holder forgets who else waits',
    program: 'lock',
    // Who takes the lock with a timeout rescues the round now and then; and when its time is over all may be at something else.
    seeds: [1, 2, 4, 5, 7, 8, 10, 11],
    most: 1.5,
    finding: /the round ended as (hung|timeout)/,
    edits: [
      [
        /while \(exchange\((\w+), CONTENDED\S*\) !== (\w+)\) (if \(!wait\()/,
        'while (compareExchange($1, $2, HELD) !== $2) if (compareExchange($1, HELD, CONTENDED) === $2) continue; else $3',
      ],
    ],
  },
  {
    name: 'a condition that lets go of one level only',
    program: 'condition',
    seeds: [2, 4, 8],
    most: 5,
    finding: asleep('RLock.acquire'),
    edits: [[/return releaseAll(\S*)\(this\.#lock\[AT\]\);/, '{ this.#lock.release(); return 1; }']],
  },
  {
    name: 'a barrier that counts who comes back too soon into the last round',
    program: 'barrier',
    seeds: [1, 2, 4],
    most: 5,
    finding: /two had the same number|the action has run|the round ended as/,
    edits: [[/while \(words\[at \+ STATE\S*\] === DRAINING \|\| [^;]*;/, '']],
  },
  {
    name: 'a queue that wakes a getter only when it was empty',
    program: 'portions',
    seeds: [1, 2, 4],
    most: 5,
    finding: asleep('(Queue|SimpleQueue).get'),
    edits: [
      [/notify\(at \+ NOT_EMPTY, 1\);(?=\s*\} finally)/, 'if (words[at + COUNT] === 1) notify(at + NOT_EMPTY, 1);'],
    ],
  },
  {
    name: 'an arena that takes first, and gives back what it did not have',
    program: 'full-arena',
    seeds: MANY,
    most: 8,
    finding: ill,
    edits: [
      [
        /for \(let line = load\(Control\.BUMP\);[\s\S]*?return line \* 16;\s*return 0;/,
        `const line = add(Control.BUMP, count);
if (line + count <= limit) return line * 16;
${GAP}
add(Control.BUMP, -count);
return 0;`,
      ],
    ],
  },
  {
    name: 'a block that is divided, and its rest lost',
    program: 'full-arena',
    seeds: manyAfter(4),
    most: 8,
    finding: ill,
    edits: [[/push\S*\(at \+ lines \* 16, classFor\(piece\)\);/, '']],
  },
  {
    name: 'free blocks without a guard',
    program: 'full-arena',
    seeds: manyAfter(4),
    most: 8,
    finding: ill,
    edits: [
      [
        /enter\(Control\.BLOCKS\);(\s*const free = words\[list\];)(\s*if \(free[^;]*;)\s*leave\S*\(Control\.BLOCKS\);/,
        `$1 ${GAP} $2`,
      ],
    ],
  },
  {
    name: 'an object that is made before there is room for its name',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [
      [
        /const \[at, \.\.\.places\] = allocateWithTexts\((2 \+ size), texts\);/,
        'const at = allocate($1); const places = texts.map(storeText);',
      ],
    ],
  },
  {
    name: 'a start that is refused, and keeps what was packed for it',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [[/discard\(work\);(?=\s*if \(nameBlock)/, '']],
  },
  {
    name: 'an entry that stays where nothing was made for it',
    program: 'full-arena',
    seeds: manyAfter(2),
    most: 30,
    finding: noRoom,
    edits: [[/freeBlock\(block\);(?=\s*throw error;\s*\}\s*words\[at \+ COUNT)/, '']],
  },
];
