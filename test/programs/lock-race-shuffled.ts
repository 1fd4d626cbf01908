/** lock-race, its four threads started in another order each time: the two that race need not be neighbours. */
import { defineDemo, randint, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const lock = new Lock('counter lock');
const locked = new Value('i', 0, 'with lock');
const unlocked = new Value('i', 0, 'without lock');

export function addWithLock(count: number) {
  for (let i = 0; i < count; i++) {
    lock.acquire();
    locked.value += 1;
    lock.release();
  }
}

export function subtractWithLock(count: number) {
  for (let i = 0; i < count; i++) {
    lock.acquire();
    locked.value -= 1;
    lock.release();
  }
}

export function addWithoutLock(count: number) {
  for (let i = 0; i < count; i++) unlocked.value += 1;
}

export function subtractWithoutLock(count: number) {
  for (let i = 0; i < count; i++) unlocked.value -= 1;
}

export default defineDemo({
  name: 'lock-race-shuffled',
  title: 'A counter with a lock, and one without, in any order',
  topic: 'threads',
  about: { question: 'Is the race seen whichever threads are neighbours?' },
  params: { count: { default: 100_000, about: 'how often each thread adds or subtracts' } },
  main({ params: { count } }) {
    const targets = [addWithLock, subtractWithLock, addWithoutLock, subtractWithoutLock];
    const threads = [];
    while (targets.length > 0) {
      const [target] = targets.splice(randint(0, targets.length - 1), 1);
      threads.push(new Thread({ target, args: [count] }));
    }
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
  },
  result: () => ({ locked: locked.value, unlocked: unlocked.value, expected: 0 }),
  outcomes: [
    { name: 'broken', grade: 'forbidden', because: 'The lock let two in.', when: ({ result }) => result?.locked !== 0 },
    {
      name: 'shown',
      grade: 'interesting',
      because: 'An update was lost.',
      when: ({ result }) => result?.unlocked !== 0,
    },
    { name: 'lucky', grade: 'expected', because: 'None was lost this time.', when: () => true },
  ],
});
