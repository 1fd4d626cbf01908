/**
 * Run it: npx pyconc run ./my-demo.js
 *
 * Two threads count visitors, each at its own door. You will see one visitor after the other come in, and the counter count
 * all of them.
 */
import { defineDemo, log, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

// Shared objects, made at the top of the file, are the same in every thread. A plain `let` is not: each thread has its own.
const lock = new Lock('counter lock');
const visitors = new Value('i', 0, 'visitors');

// What a thread runs is exported: threads find it by its name.
export function door(times) {
  for (let i = 0; i < times; i++) {
    lock.acquire();
    visitors.value += 1;
    log(`one more comes in: ${visitors.value}`);
    lock.release();
    sleep(0.1);
  }
}

function main({ params }) {
  const doors = [1, 2].map(() => new Thread({ target: door, args: [params.times] }));
  for (const thread of doors) thread.start();
  for (const thread of doors) thread.join();
  return { visitors: visitors.value, expected: 2 * params.times };
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'my-demo',
  title: 'Visitors, counted at two doors',
  topic: 'threads',
  // `run --help` shows the question, and `show` both.
  about: {
    question: 'Can two threads count on one counter?',
    cpython: 'With the GIL, CPython would seldom show that a lock is missing, but the program would be just as wrong.',
  },
  params: { times: { default: 5, min: 1, about: 'visitors at each door' } },
  main,
  // How a run can end: the first outcome that matches. A run that matches none is an error. A notice is shown below the run.
  outcomes: [
    {
      name: 'all-counted',
      grade: 'expected',
      because: 'No thread reads the counter while another one is about to write it.',
      notice: 'All visitors are counted. Remove the lock and the sleep, and let more visitors come: some are missed.',
      when: ({ result }) => result !== undefined && result.visitors === result.expected,
    },
    {
      name: 'some-missed',
      grade: 'interesting',
      because: 'One thread overwrote a sum that it had not seen.',
      notice: 'The sum is too small, and different in each run. Under the lock it is right.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});
