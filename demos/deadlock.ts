/**
 * Run it: npx pyconc run deadlock
 *
 * How can two threads that are each correct stop for ever?
 *
 * Each needs both locks. One takes red, then blue; the other blue, then red. You will see each get its first lock and then
 * wait for the lock of the other, and pyconc say so. The cure costs nothing: all threads take the locks in the same order.
 */
import { defineDemo, log, sleep } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const locks = { red: new Lock('red lock'), blue: new Lock('blue lock') };
type Colour = keyof typeof locks;

export function takeBoth(first: Colour, second: Colour) {
  using _first = locks[first].hold();
  log(`has the ${first} lock, sleeps a beat`);
  sleep(1);
  log(`wants the ${second} lock`);
  using _second = locks[second].hold();
  log('has both');
}

function main({ variant }: { variant: string }) {
  const threads = [
    new Thread({ target: takeBoth, args: ['red', 'blue'] }),
    new Thread({ target: takeBoth, args: variant === 'ordered' ? ['red', 'blue'] : ['blue', 'red'] }),
  ];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('both threads are done');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'deadlock',
  title: 'Two locks, taken in opposite order',
  topic: 'threads',
  about: {
    question:
      'How can two threads that are each correct stop for ever? Each needs both locks, and each takes them in its own order.',
    cpython:
      'CPython does not look for deadlocks: the Python program stood still, without a word, until it was killed, in 8 of 8 runs on each of 3.6, 3.9, 3.10, 3.11 and 3.13. Without the pause it hung in 2 of 50 on 3.11 and on 3.13, and in 12 of 50 on 3.6: such a program passes its tests.',
  },
  variants: {
    opposite: 'one takes red first, the other blue',
    ordered: 'the cure: both take red first',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({
    takenFirst: lines.flatMap(({ text }) => text.match(/^has the (\w+) lock/)?.slice(1) ?? []),
    finished: lines.filter(({ text }) => text === 'has both').length,
  }),
  summary: ({ takenFirst, finished }) => [
    { head: ['taken first', 'threads that had both'], rows: [[takenFirst.join(', '), `${finished} of 2`]] },
  ],
  outcomes: [
    {
      name: 'deadlocked',
      grade: 'interesting',
      because: 'Each holds the lock that the other waits for.',
      notice: 'With --variant ordered: no cycle.',
      when: ({ reason, result }) => reason === 'hung' && new Set(result?.takenFirst).size === 2,
    },
    {
      name: 'order-broken',
      grade: 'forbidden',
      because: 'Both threads take the locks in the same order, so one of them can always continue.',
      when: ({ reason }) => reason === 'hung',
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'The thread that holds red can always get blue.',
      notice: 'Both take red first. A thread that waits for red holds nothing that the other one needs: no cycle.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.finished === 2 && String(result.takenFirst) === 'red,red',
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'One thread had both locks before the other one came, but the program is still wrong.',
      notice: 'Nothing kept the two from meeting in the middle: run it again, and it may hang.',
      when: ({ reason, result }) => reason === 'completed' && result?.finished === 2,
    },
  ],
});
