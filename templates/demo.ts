/** Two threads count the same visitors, each through its own door. Run it with: pyconc run ./my-demo.ts */
import { defineDemo, log, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

// Shared objects, made at the top of the file, are the same in every thread. A plain `let` is not: each thread has its own.
const lock = new Lock('counter lock');
const visitors = new Value('i', 0, 'visitors');

// What a thread runs is exported: threads find it by its name.
export function door(times: number) {
  for (let i = 0; i < times; i++) {
    lock.acquire();
    visitors.value += 1;
    log(`one more comes in: ${visitors.value}`);
    lock.release();
    sleep(0.1);
  }
}

export default defineDemo({
  name: 'my-demo',
  title: 'Visitors, counted at two doors',
  topic: 'threads',
  // `run --help` shows the question; `show` shows what CPython does, too.
  about: {
    question: 'Can two threads count on one counter?',
    cpython: 'CPython with the GIL would seldom show it, and the program would be as wrong there.',
  },
  params: { times: { default: 5, min: 1, about: 'visitors at each door' } },
  main({ params }) {
    const doors = [1, 2].map(() => new Thread({ target: door, args: [params.times] }));
    for (const thread of doors) thread.start();
    for (const thread of doors) thread.join();
    return { visitors: visitors.value, expected: 2 * params.times };
  },
  // How it can end: the first that matches. Whatever matches none is an error. A notice is shown below a run that ended so.
  outcomes: [
    {
      name: 'all-counted',
      grade: 'expected',
      because: 'Nobody reads the counter while another thread is about to write it.',
      notice:
        'All visitors are counted. Take the lock away, and the sleep, and let more of them come: some are missed.',
      when: ({ result }) => result !== undefined && result.visitors === result.expected,
    },
    {
      name: 'some-missed',
      grade: 'interesting',
      because: 'One thread wrote its sum over another one that it had not seen.',
      notice: 'The sum is too small, and another one in each run. Under the lock it is right.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});
