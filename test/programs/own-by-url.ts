/** Starts itself by its own URL, and waits for that. */
import { log, run } from 'pyconc';

export function main() {
  log('I am main');
  return 7;
}

const { reason, result } = await run<number>(new URL(import.meta.url));
console.log(reason, result);
