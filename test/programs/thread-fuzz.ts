/**
 * Threads that do random things: start others and join them, now, later or never; sleep, take locks with and without a
 * timeout, write to the log, work. They never need two locks at once, so all of them end; and the sums counted under the
 * lock must equal their work.
 */
import { log, now, randint, random, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const locks = [new Lock('a'), new Lock('b'), new Lock('c')];
const counters = locks.map((_, i) => new Value('i', 0, `counter ${i}`));
const report = new Lock('report');
const done = locks.map((_, i) => new Value('i', 0, `done ${i}`));
const lines = new Value('i', 0, 'lines');

const STEPS = 12;

export function act(depth: number) {
  const counted = locks.map(() => 0);
  const children: Thread[] = [];
  let said = 0;
  for (let i = 0; i < STEPS; i++) {
    const which = randint(0, 2);
    const lock = locks[which] as Lock;
    switch (randint(0, 7)) {
      case 0:
        sleep(randint(0, 4) / 100);
        break;
      case 1:
        log(depth, i, now());
        said++;
        break;
      case 2:
        if (depth > 0) children.push(start(depth - 1));
        break;
      case 3:
        children[randint(0, children.length)]?.join(random() / 50);
        break;
      case 4:
        children.pop()?.join();
        break;
      case 5:
        if (lock.acquire({ timeout: random() / 20 })) change(lock, which, counted);
        break;
      case 6:
        if (lock.acquire({ blocking: false })) change(lock, which, counted);
        break;
      default:
        lock.acquire();
        change(lock, which, counted);
    }
  }
  for (const child of children) child.join();
  report.with(() => {
    lines.value += said;
    counted.forEach((count, which) => {
      (done[which] as Value).value += count;
    });
  });
}

function start(depth: number): Thread {
  const thread = new Thread({ target: act, args: [depth] });
  thread.start();
  return thread;
}

function change(lock: Lock, which: number, counted: number[]) {
  const counter = counters[which] as Value;
  const before = counter.value;
  if (randint(0, 3) === 0) sleep(randint(0, 2) / 100);
  counter.value = before + 1;
  counted[which] = (counted[which] ?? 0) + 1;
  lock.release();
}

export function main() {
  const threads = Array.from({ length: 3 }, () => start(2));
  for (const thread of threads) thread.join();
  return {
    counted: counters.map(({ value }) => value),
    done: done.map(({ value }) => value),
    lines: lines.value,
    locked: locks.map((lock) => lock.locked()),
  };
}
