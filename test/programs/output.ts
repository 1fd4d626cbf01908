/** Programs that write: to the log, to the console, and very much. */
import { log, Value } from 'pyconc';
import { currentThread, Lock, Thread } from 'pyconc/threading';

const lock = new Lock('baton');
const holder = new Value('i');

export function parts() {
  log();
  log('one', 2, [3], { four: 4 });
  log('%s and %d', 'text', 5);
  log('two\nlines');
  log(new Map([['lock', lock]]));
  log('\u001b[31mred\u001b[0m', '中文');
}

export function passBaton(times: number) {
  for (let i = 0; i < times; i++) {
    lock.acquire();
    log('has it');
    holder.value += 1;
    log('gives it');
    lock.release();
  }
}

/** A lock that is handed over 1 000 times, with an event each time. */
export function handOver() {
  const threads = Array.from({ length: 4 }, () => new Thread({ target: passBaton, args: [250] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  return holder.value;
}

export function write() {
  console.log('console.log', 1);
  console.error('console.error');
  process.stdout.write('one ');
  process.stdout.write('line\nand ');
  log('between');
  process.stdout.write(Buffer.from('another\n'));
  process.stderr.write('two\nlines\n', () => {});
  process.stdout.write('without an end');
}

export function writeInThreads() {
  for (let i = 0; i < 2; i++) {
    const thread = new Thread({ target: write, name: `writer ${i}` });
    thread.start();
    thread.join();
  }
}

/** One line in 20 000 pieces: 4 MB. */
export function writePieces() {
  for (let i = 0; i < 20_000; i++) process.stdout.write('x'.repeat(200));
}

export function chatter(lines: number) {
  for (let i = 0; i < lines; i++) log(i);
}

export function talkALot() {
  const threads = ['a', 'b'].map((name) => new Thread({ target: chatter, args: [20_000], name }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log(currentThread().name, 'is done');
}
