/**
 * Run it: npx pyconc run condition-buffer
 *
 * Why is it `while`, and not `if`, before every `wait`? And why `notifyAll`?
 *
 * A producer fills a buffer that has room for ten items, consumers empty it, and they wait for each other on one condition. You
 * will see the buffer fill up to 10, and never beyond. Between the notification and the moment at which the woken thread has
 * the lock again, another thread may have come first: so the thread has to look again. With `--variant if` it does not. And
 * `notify` may wake a thread that waits for something else: `--variant notify` can hang if there is room for one item only.
 */
import { defineDemo, type LogLine, log, SharedList, sleep } from 'pyconc';
import { Condition, RLock, Thread } from 'pyconc/threading';

const buffer = new SharedList<number>('buffer');
const condition = new Condition(new RLock('buffer lock'), 'buffer changed');

/** The guard of the article and the correct one: they differ in one word. */
const waitOut = {
  if(isTooEarly: () => boolean) {
    if (isTooEarly()) waitForChange();
  },
  while(isTooEarly: () => boolean) {
    while (isTooEarly()) waitForChange();
  },
};

/** How to wait, whom to wake, how many consumers, how many items come at once, how long a consumer rests after one. */
const ways = {
  while: { guard: 'while', wake: 'notify', consumers: 1, atOnce: 1, rest: 2 },
  if: { guard: 'if', wake: 'notify', consumers: 2, atOnce: 1, rest: 0 },
  notify: { guard: 'while', wake: 'notify', consumers: 2, atOnce: 2, rest: 4 },
  'notify-all': { guard: 'while', wake: 'notifyAll', consumers: 2, atOnce: 2, rest: 4 },
} as const;
type Variant = keyof typeof ways;

function waitForChange() {
  log(`waits: ${buffer.length} in the buffer`);
  condition.wait();
}

// No `using` and no `finally` below, as in the article: a thread that fails between acquire and release never returns the lock.

export function produce(variant: Variant, items: number, room: number) {
  const { guard, wake, atOnce } = ways[variant];
  for (let item = 1; item <= items; item++) {
    if ((item - 1) % atOnce === 0) sleep(atOnce);
    condition.acquire();
    waitOut[guard](() => buffer.length === room);
    buffer.append(item);
    log(`makes item ${item}: ${buffer.length} in the buffer`);
    condition[wake]();
    condition.release();
  }
}

export function consume(variant: Variant, items: number) {
  const { guard, wake, rest } = ways[variant];
  for (let i = 0; i < items; i++) {
    condition.acquire();
    waitOut[guard](() => buffer.length === 0);
    const item = buffer.pop(0);
    log(`takes item ${item}: ${buffer.length} left`);
    condition[wake]();
    condition.release();
    sleep(rest);
  }
}

function main({ params: { items, room }, ...chosen }: { params: { items: number; room: number }; variant: string }) {
  const variant = chosen.variant as Variant;
  const { consumers } = ways[variant];
  const threads = Array.from({ length: consumers }, (_, i) => {
    const name = consumers === 1 ? 'consumer' : `consumer ${i + 1}`;
    return new Thread({ target: consume, args: [variant, Math.ceil((items - i) / consumers)], name });
  });
  threads.push(new Thread({ target: produce, args: [variant, items, room], name: 'producer' }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('all is made and taken');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'condition-buffer',
  title: 'A bounded buffer under a condition',
  topic: 'threads',
  about: {
    question:
      'How do a producer and a consumer wait for each other, one for room and one for an item? On one condition, and each tests in a loop what it waits for.',
    cpython:
      'CPython wakes exactly one thread per notification, so the `if` of the article was right with one consumer, in 10 of 10 runs. With two that are faster than the producer it failed and hung in 10 of 10, on each of 2.7, 3.9, 3.11 and 3.13: the notification that the first consumer means for the producer wakes the second. With `notify` and room for one item it hung in 10 of 10 on 3.11.',
  },
  params: {
    items: { default: 20, min: 1, max: 1000, about: 'how many items are made and taken' },
    room: { default: 10, min: 1, max: 1000, about: 'how many items the buffer has room for' },
  },
  variants: {
    while: 'one consumer, each wait in a loop',
    if: 'the guard of the article, with two consumers that never pause',
    notify: 'two consumers, each wait in a loop: with room=1 it can hang',
    'notify-all': 'the cure: the same with notifyAll',
  },
  speed: 10,
  explore: { params: { items: 2, room: 1 } },
  main,
  result: ({ lines }) => ({
    made: numbersIn(lines, /^makes item (\d+):/).length,
    taken: numbersIn(lines, /^takes item (\d+):/),
    left: buffer.toArray(),
    most: Math.max(0, ...numbersIn(lines, /^makes item \d+: (\d+) in the buffer$/)),
  }),
  summary: ({ made, taken, left, most }, { params: { room } }) => [
    {
      head: ['made', 'taken', 'left', 'most in the buffer', 'room for'],
      rows: [[made, taken.length, left.length, most, room]],
    },
  ],
  outcomes: [
    {
      name: 'popped-empty',
      grade: 'interesting',
      because:
        'A woken consumer did not look again: another one had taken the item. It died holding the lock, and the others wait for ever.',
      notice:
        'It begins with the IndexError: that consumer died holding the lock, which the others want. With `while` it would have looked again.',
      when: ({ variant, threads }) => variant === 'if' && threads.some(({ error }) => error?.type === 'IndexError'),
    },
    {
      name: 'wrong-one-woken',
      grade: 'interesting',
      because:
        'A consumer made room and notified, and the other consumer woke up in place of the producer: it found nothing, and now all wait for ever.',
      notice:
        'A consumer was woken and found nothing: it should have been the producer. With --variant notify-all both are woken.',
      when: ({ variant, reason }) => variant === 'notify' && reason === 'hung',
    },
    {
      name: 'overfull',
      grade: 'forbidden',
      because: 'The buffer held more items than it has room for: the lock let two threads in at once.',
      when: ({ params, result }) => (result?.most ?? 0) > params.room,
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Each item was made once and taken once, and the buffer never held more than it has room for.',
      notice({ variant, params: { room } }) {
        if (variant === 'notify')
          return `With room for ${room} a notification always reaches a thread that it helps. Try --param room=1, several times.`;
        if (variant === 'notify-all')
          return 'Each change wakes all who wait, and those whom it does not help wait again: none is forgotten, and some wake for nothing.';
        return `The consumer is slower, so the buffer fills up, but never beyond ${room}. A woken thread looks again before it goes on.`;
      },
      when: ({ variant, params, reason, result }) =>
        reason === 'completed' && isRight(variant, params.room) && isAllTaken(params.items, result),
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'It went well this time, but the program is still wrong.',
      notice: ({ variant }) =>
        variant === 'notify'
          ? 'No notification for the producer was lost to a consumer. Nothing prevents that: run it again, and it may hang.'
          : 'Nothing kept the other consumer from coming first: run it again, and it may fail.',
      when: ({ params, reason, result }) => reason === 'completed' && isAllTaken(params.items, result),
    },
    {
      name: 'items-lost',
      grade: 'forbidden',
      because: 'An item was lost or taken twice.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});

/**
 * From an empty buffer to a full one the producer notifies at least as often as there are consumers, if there is as much room:
 * then no consumer is left waiting by the time the producer waits, and a notification for it can reach nobody else.
 */
function isRight(variant: string, room: number) {
  return variant === 'notify' ? room >= ways.notify.consumers : variant !== 'if';
}

function isAllTaken(items: number, result?: { made: number; taken: readonly number[] }) {
  return result?.made === items && result.taken.length === items && new Set(result.taken).size === items;
}

function numbersIn(lines: readonly LogLine[], pattern: RegExp): number[] {
  return lines.flatMap(({ text }) => pattern.exec(text)?.slice(1) ?? []).map(Number);
}
