/**
 * How is a thread started, and what does `join` wait for?
 *
 * Main starts a thread and joins it before it starts the next, five times. The numbers come in order, in every run: there are
 * six threads in this program, and never do two of them run at once.
 */
import { defineDemo, log, SharedList } from 'pyconc';
import { Thread } from 'pyconc/threading';

const said = new SharedList<number>('numbers said');

export function sayNumber(number: number) {
  log(`I am thread number ${number}`);
  said.append(number);
}

export default defineDemo({
  name: 'thread-create',
  title: 'Five threads, one after the other',
  topic: 'threads',
  about: {
    question:
      'What does it take to run a function in a thread? Make a Thread with a target, start it, and join it to wait for its end.',
    cpython:
      'CPython does the same on every version. Starting and joining a thread took it 68 to 93 µs: little, but about two thousand times what a plain call takes.',
  },
  speed: 10,
  main() {
    for (let number = 0; number < 5; number++) {
      const thread = new Thread({ target: sayNumber, args: [number] });
      thread.start();
      thread.join();
    }
  },
  result: () => ({ said: said.toArray() }),
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each thread was over before the next one was started.',
      notice:
        'Put the join into a loop of its own, after the first one: then the threads run side by side, and the numbers may come in any order.',
      when: ({ reason, result }) => reason === 'completed' && String(result?.said) === '0,1,2,3,4',
    },
  ],
});
