/** A module that takes a while to be imported. */
import { Value } from 'pyconc';
import { Thread } from 'pyconc/threading';

export const value = new Value('i', 3, 'before');
await new Promise((resolve) => setTimeout(resolve, 50));
export const later = new Value('i', 4, 'after');

export function change() {
  value.value += 10;
  later.value += 10;
}

export function main() {
  const thread = new Thread({ target: change });
  thread.start();
  thread.join();
  return [value.value, later.value];
}
