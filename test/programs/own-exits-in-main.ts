/** Its main exits with a code while a thread works. */
import { run } from 'pyconc';
import { Thread } from 'pyconc/threading';
import { sayLater } from './exits.js';

export function main() {
  new Thread({ target: sayLater }).start();
  process.exit(7);
}

await run(main);
