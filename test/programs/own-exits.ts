/** Ends itself with an exit code of its own. */
import { run } from 'pyconc';
import { Thread } from 'pyconc/threading';

export function nothing() {}

export function main() {
  const thread = new Thread({ target: nothing });
  thread.start();
  thread.join();
  return 'all is well';
}

console.log((await run(main)).result ?? 'in a thread');
process.exit(7);
