/** Written as users of promises would write it. */
import { log, run } from 'pyconc';
import { Thread } from 'pyconc/threading';

export function hello() {
  log('hello');
}

export function main() {
  const thread = new Thread({ target: hello });
  thread.start();
  thread.join();
  return thread.name;
}

run(main)
  .then(({ result, threads }) => console.log(result, threads[1]?.end))
  .finally(() => console.log('finally'));
console.log('started');
