/** A program with children and grandchildren that are all busy with each other, for tests that kill them. */
import { log, now, randint } from 'pyconc';
import { Process, Queue } from 'pyconc/multiprocessing';
import { Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const items = new Queue<number>(0, 'items');
const few = new Queue<number>(3, 'few');

/** Puts and gets for this many seconds, never waiting for ever. */
export function beBusy(seconds: number) {
  const end = now() + seconds;
  while (now() < end) {
    const queue = randint(0, 1) === 0 ? items : few;
    caught(() => queue.put(randint(0, 100), { timeout: 0.01 }));
    caught(() => queue.get({ timeout: randint(0, 20) / 1000 }));
  }
}

export function haveChildren(seconds: number) {
  const child = new Process({ target: beBusy, args: [seconds] });
  const thread = new Thread({ target: beBusy, args: [seconds] });
  child.start();
  thread.start();
  beBusy(seconds);
  thread.join();
  child.join();
}

/** Returns the exit codes of its children. */
export function main(seconds = 0.4) {
  const children = [1, 2].map(() => new Process({ target: haveChildren, args: [seconds] }));
  for (const child of children) child.start();
  for (const child of children) child.join();
  log('the end');
  return children.map(({ exitcode }) => exitcode);
}
