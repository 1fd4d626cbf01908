/** Writes more than its reader reads, and then waits for a minute. */
import { log, run, sleep } from 'pyconc';

export function main() {
  for (let line = 0; line < 20_000; line++) log('line', line);
  sleep(60);
}

await run(main);
