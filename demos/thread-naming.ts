/**
 * Run it: npx pyconc run thread-naming
 *
 * What is a thread called if nobody gives it a name?
 *
 * Three threads run side by side. Two are given a name, and one of them changes it on the way; the third keeps the name that
 * Python makes up. You will see the names in front of what the threads say, and how one of them changes.
 */
import { defineDemo, type LogLine, log, sleep } from 'pyconc';
import { currentThread, Thread } from 'pyconc/threading';

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
  log('is starting');
  sleep(1);
  if (newName !== undefined) {
    const thread = currentThread();
    const firstName = thread.name;
    thread.name = newName;
    log(`was "${firstName}" until now`);
  }
  sleep(1);
  log('is exiting');
}

function main() {
  const first = new Thread({ target: firstFunc, name: 'first' });
  const second = new Thread({ target: secondFunc, name: 'second' });
  const third = new Thread({ target: thirdFunc });
  for (const thread of [first, second, third]) thread.start();
  for (const thread of [first, second, third]) thread.join();
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'thread-naming',
  title: 'Names: given, made up and changed',
  topic: 'threads',
  about: {
    question:
      'What is a thread called if nobody gives it a name, and what is a name good for? Three threads start, stay for two beats and exit.',
    cpython:
      'CPython names a thread Thread-1, and since 3.10 adds its target: Thread-1 (third_func). Names are for people: two threads may have the same one, and only their idents tell them apart.',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({ names: firstAndLastNames(lines) }),
  summary: ({ names }) => [{ head: ['started as', 'exited as'], rows: names }],
  outcomes: [
    {
      name: 'named-as-in-python',
      grade: 'expected',
      because: 'A given name stays until it is changed, and a thread without one gets a number.',
      notice:
        'The third thread is number 1: a given name uses up no number. The second one is listed under its last name.',
      when: ({ reason, result }) =>
        reason === 'completed' &&
        result?.names.join(' | ') ===
          'Thread-1 (thirdFunc),Thread-1 (thirdFunc) | first,first | second,second, renamed',
    },
  ],
});

/** The names under which each thread wrote its first line and its last one. */
function firstAndLastNames(lines: readonly LogLine[]) {
  const names = new Map<number, readonly [first: string, last: string]>();
  for (const { ident, thread } of lines) names.set(ident, [names.get(ident)?.[0] ?? thread, thread]);
  return [...names.values()].sort();
}
