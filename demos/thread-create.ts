/**
 * Run it: npx pyconc run thread-create
 *
 * How is a thread started, and what does `join` wait for?
 *
 * Main starts a thread and joins it before it starts the next, five times. You will see the numbers 0 to 4 in order, in every
 * run: the program has six threads, but main sleeps while each of the others runs.
 */
import { defineDemo, log } from 'pyconc';
import { Thread } from 'pyconc/threading';

export function sayNumber(number: number) {
  log(`I am thread number ${number}`);
}

function main() {
  for (let number = 0; number < 5; number++) {
    const thread = new Thread({ target: sayNumber, args: [number] });
    thread.start();
    thread.join();
  }
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'thread-create',
  title: 'Five threads, one after the other',
  topic: 'threads',
  about: {
    question:
      'What does it take to run a function in a thread? Make a Thread with a target, start it, and join it to wait for its end.',
    cpython:
      'CPython does the same on every version. Starting and joining a thread took it 68 to 93 µs: little, but about two thousand times as long as a plain call.',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({
    said: lines.flatMap(({ text }) => text.match(/^I am thread number (\d)$/)?.slice(1) ?? []).map(Number),
  }),
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each thread was over before the next one was started.',
      notice:
        'Move the join to a second loop, after the first one: then the threads run side by side, and the numbers may come in any order.',
      when: ({ reason, result }) => reason === 'completed' && String(result?.said) === '0,1,2,3,4',
    },
  ],
});
