/** A thread fails, and main returns a value that cannot be copied. */
import { run } from 'pyconc';
import { Thread } from 'pyconc/threading';

export function fail() {
  throw new RangeError('too far');
}

export function main() {
  const thread = new Thread({ target: fail });
  thread.start();
  thread.join();
}

await run(main);
