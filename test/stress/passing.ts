/** Ways to take memory of the arena for a while: threads, their names, replaced items and items on their way to processes. */
import { MemoryError, SharedList, Value } from 'pyconc';
import { Queue } from 'pyconc/multiprocessing';
import { currentThread, Lock, Thread, Timer } from 'pyconc/threading';
import { type Taker, textOf } from './takers.js';

const list = new SharedList<string>('texts');
const far = new Queue<string>(0, 'far');
const marks = new Value('i', 0, 'marks');
const guard = new Lock('guard');

export function mark(text: string, length: number) {
  if (text.length !== length) throw new Error(`an argument of ${length} came as one of ${text.length}`);
  guard.with(() => (marks.value += 1));
}

/** Calls `take` until it has found room: other threads give back what they have. */
function insist<T>(take: () => T): T {
  for (;;) {
    try {
      return take();
    } catch (error) {
      if (!(error instanceof MemoryError)) throw error;
    }
  }
}

/** Not all threads can have one of these at once. */
const LARGE = 'x'.repeat(60_000);
const sized = (me: number, n: number, isMuch: boolean) => textOf(me, n) + (isMuch && n % 3 !== 0 ? LARGE : '');

/** Memory that is given back at once. */
export const passing: Readonly<Record<string, Taker>> = {
  Thread: passingThread((args) => new Thread({ target: mark, args })),
  Timer: passingThread((args) => new Timer(0, mark, args)),
  'Thread.name': replaced(
    () => currentThread().name,
    (_, name) => {
      currentThread().name = name;
    },
  ),
  'list[i]': {
    ...replaced(
      (me) => list[me] as string,
      (me, text) => {
        list[me] = text;
      },
    ),
    prepare: () => {
      for (let me = 0; me < 6; me++) list.append('');
    },
  },
  'multiprocessing.Queue.get': {
    lines: 16,
    isPassing: true,
    take(me, n, isMuch) {
      const text = sized(me, n, isMuch);
      far.put(text);
      const got = insist(() => far.get({ timeout: 20 }));
      const [whose, which] = got.split(':').map(Number) as [number, number];
      if (got !== sized(whose, which, isMuch)) throw new Error(`an item came as ${got.slice(0, 20)}`);
    },
    empty: () => Array.from({ length: far.qsize() }, () => far.get({ timeout: 20 })),
  },
};

function passingThread(make: (args: [string, number]) => Thread): Taker {
  return {
    lines: 64,
    isPassing: true,
    take(me, n, isMuch) {
      const text = sized(me, n, isMuch);
      const thread = make([text, text.length]);
      thread.start();
      thread.join();
    },
    count: () => marks.value,
  };
}

/** A text in place of the one before, so that there is one at any time. */
function replaced(read: (me: number) => string, write: (me: number, text: string) => void): Taker {
  return {
    lines: 32,
    isPassing: true,
    take(me, n, isMuch) {
      const before = read(me);
      const after = sized(me, n, isMuch);
      try {
        write(me, after);
      } catch (error) {
        if (read(me) !== before) throw new Error('what was there is gone, though another was refused');
        throw error;
      }
      if (read(me) !== after) throw new Error(`${read(me).slice(0, 20)} is there, not ${after.slice(0, 20)}`);
    },
  };
}
