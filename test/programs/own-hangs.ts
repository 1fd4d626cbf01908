/** Waits for itself. */
import { run } from 'pyconc';
import { Lock } from 'pyconc/threading';

const lock = new Lock('the only lock');

export function main() {
  lock.acquire();
  lock.acquire();
}

const { reason } = await run(main);
console.log(reason);
