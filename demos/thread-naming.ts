/**
 * What is a thread called, if nobody gives it a name?
 *
 * Three threads run side by side. Two are given a name, and one of these takes another on the way; the third keeps the name
 * that Python makes up for it.
 */
import { defineDemo, log, SharedList, sleep } from 'pyconc';
import { currentThread, Thread } from 'pyconc/threading';

/** The name that each thread had when it started and when it exited. */
const lives = new SharedList<readonly [string, string]>('names');

export function firstFunc() {
  stayForTwoBeats();
}

export function secondFunc() {
  stayForTwoBeats('second, renamed');
}

export function thirdFunc() {
  stayForTwoBeats();
}

function stayForTwoBeats(newName?: string) {
  const thread = currentThread();
  const firstName = thread.name;
  log('is starting');
  sleep(1);
  if (newName !== undefined) {
    thread.name = newName;
    log(`was "${firstName}" until now`);
  }
  sleep(1);
  log('is exiting');
  lives.append([firstName, thread.name]);
}

export default defineDemo({
  name: 'thread-naming',
  title: 'Names: given, made up and changed',
  topic: 'threads',
  about: {
    question:
      'What is a thread called if nobody gives it a name, and what is a name good for? Three threads start, stay for two beats and exit.',
    cpython:
      'CPython names a thread Thread-1, and since 3.10 adds its target: Thread-1 (third_func). Names are for people: two threads may share one, what tells threads apart is their ident.',
  },
  speed: 10,
  main() {
    const first = new Thread({ target: firstFunc, name: 'first' });
    const second = new Thread({ target: secondFunc, name: 'second' });
    const third = new Thread({ target: thirdFunc });
    for (const thread of [first, second, third]) thread.start();
    for (const thread of [first, second, third]) thread.join();
  },
  result: () => ({ names: lives.toArray().sort() }),
  summary: ({ names }) => [{ head: ['started as', 'exited as'], rows: names }],
  outcomes: [
    {
      name: 'named-as-in-python',
      grade: 'expected',
      because: 'A given name stays until it is changed, and who has none is numbered.',
      notice:
        'The third thread is number 1: a given name uses up no number. The second one is listed under its last name.',
      when: ({ reason, result }) =>
        reason === 'completed' &&
        result?.names.join(' | ') ===
          'Thread-1 (thirdFunc),Thread-1 (thirdFunc) | first,first | second,second, renamed',
    },
  ],
});
