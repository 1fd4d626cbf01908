/** A module that starts nothing itself: other files make this process run its functions. */
import { log, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const lock = new Lock('of the jobs');
const total = new Value('i', 0, 'total');

export function add(count: number) {
  for (let i = 0; i < count; i++) lock.with(() => (total.value += 1));
}

/** How much was counted, from 0 in each run. */
export function count(...counts: number[]) {
  const threads = counts.map((count) => new Thread({ target: add, args: [count] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  return total.value;
}

export function nap(seconds: number, name: string) {
  log(`${name} sleeps`);
  sleep(seconds);
  return name;
}

export function main(word = 'nothing') {
  return `main was given ${word}`;
}

export function change(list: number[], shared: Value) {
  list.push(4);
  shared.value += list.length;
  return [list, shared.value];
}

export async function later() {}

export const five = 5;
