/** A program of one's own: its work, and its output afterwards. */
import { log, run, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const lock = new Lock();
const total = new Value('i', 0, 'total');

export function add(times: number) {
  for (let i = 0; i < times; i++) lock.with(() => (total.value += 1));
  console.error('added', times);
}

export function main() {
  const threads = [100, 200].map((times) => new Thread({ target: add, args: [times] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('total', total.value);
  return total.value;
}

const run1 = await run(main);
console.log('result', run1.result, run1.reason);
process.stdout.write(`${run1.threads.length} threads\n`);
const run2 = await run(main);
console.log('again', run2.result, run2.reason);
if (run2.result !== 300) process.exit(3);
