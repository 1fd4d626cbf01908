/** Timer: it calls once, or was cancelled; and ThreadLocal: a thread finds only its own attributes there. */
import { randint, SharedList } from 'pyconc';
import { ThreadLocal, Timer } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, together } from './conclusion.js';

const called = new SharedList<number>('called');
const mine = new ThreadLocal<{ id?: number }>();

export function ring(id: number) {
  check(!('id' in mine), () => `timer ${id} found what ${mine.id} had left behind`);
  mine.id = id;
  called.append(id);
}

export function act(number: number) {
  mine.id = number;
  for (let i = 0; i < 6; i++) {
    const id = number * 100 + i;
    const timer = new Timer(briefly(), ring, [id]);
    const isCancelledBefore = randint(0, 4) === 0;
    if (isCancelledBefore) timer.cancel();
    timer.start();
    if (randint(0, 1) === 0) dawdle();
    if (randint(0, 1) === 0) timer.cancel();
    const isCancelled = timer.finished.isSet();
    timer.join();
    check(timer.finished.isSet(), () => `timer ${id} never finished`);
    const calls = called.toArray().filter((each) => each === id).length;
    check(calls <= (isCancelledBefore ? 0 : 1), () => `timer ${id} called ${calls} times`);
    check(isCancelled || calls === 1, () => `timer ${id} called nobody`);
    check(mine.id === number, () => `thread ${number} found what ${mine.id} had left`);
  }
}

export function main() {
  together(
    act,
    Array.from({ length: 8 }, (_, i) => [i + 1]),
  );
  conclude();
}
