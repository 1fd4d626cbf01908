/** A program in which one thread takes all memory. */
import { log, run } from 'pyconc';
import { Thread } from 'pyconc/threading';

export function greedy() {
  const heap: number[][] = [];
  for (;;) heap.push(Array.from({ length: 10_000 }, Math.random));
}

export function main() {
  const thread = new Thread({ target: greedy, name: 'greedy' });
  thread.start();
  thread.join();
  log('main goes on');
}

const { reason } = await run(main);
console.log(reason);
