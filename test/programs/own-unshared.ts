/** Its threads count in a variable, and fill an array, of which each has a copy. */
import { log, run } from 'pyconc';
import { Thread } from 'pyconc/threading';

let counter = 0;

export function add(added: number[]): void {
  for (let i = 0; i < 1000; i++) counter += 1;
  added.push(counter);
}

export function main(): void {
  const added: number[] = [];
  const thread = new Thread({ target: add, args: [added] });
  thread.start();
  thread.join();
  log(`counter ${counter}, ${added.length} added`);
}

await run(main);
