/** Very many threads, one after the other. */
import { Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const count = new Value('i', 0, 'count');

export function addOne() {
  count.value += 1;
}

/** The address in the arena that the next object would get. */
const nextAddress = () => Number(String(new Lock()).match(/0x\w+/)?.[0]);

export function startAndJoin(times: number) {
  for (let i = 0; i < times; i++) {
    const thread = new Thread({ target: addOne });
    thread.start();
    thread.join();
  }
}

/** Starts and joins 10 000 threads. The first ones allocate for good; from then on no more memory may be taken. */
export function tenThousand() {
  startAndJoin(100);
  const before = nextAddress();
  const begin = performance.now();
  startAndJoin(9_900);
  const microseconds = ((performance.now() - begin) * 1000) / 9_900;
  // The measurement's own memory.
  const own = nextAddress() - nextAddress();
  return { count: count.value, bytes: nextAddress() - before + 3 * own, microseconds };
}
