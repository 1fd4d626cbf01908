/** Threads that are started one after the other, in several ways. */
import { sleep } from 'pyconc';
import { Thread, Timer } from 'pyconc/threading';

export function nothing() {}

export function startAnother() {
  const other = new Thread({ target: nothing });
  other.start();
  other.join();
}

export function joinedInTurn() {
  const first = new Thread({ target: nothing });
  first.start();
  first.join();
  const second = new Timer(0.01, nothing);
  second.start();
  second.join();
  // Adds no information.
  first.join();
  const third = new Thread({ target: nothing });
  third.start();
  third.join();
}

export function joinedAfterwards() {
  const threads = [1, 2, 3].map(() => new Thread({ target: nothing }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

/** They do not meet, but not because they were joined. */
export function startedLater() {
  const threads = [1, 2].map(() => new Thread({ target: nothing }));
  for (const thread of threads) {
    thread.start();
    sleep(0.5);
  }
  for (const thread of threads) thread.join();
}

export function joinedInVain() {
  const first = new Thread({ target: sleepLong });
  first.start();
  first.join(0.01);
  const second = new Thread({ target: nothing });
  second.start();
  second.join();
}

export function sleepLong() {
  sleep(0.5);
}

/** A starter is alive while the thread that it starts runs. */
export function startedByOneAnother() {
  const thread = new Thread({ target: startAnother });
  thread.start();
  thread.join();
}

export function oneOnly() {
  const thread = new Thread({ target: nothing });
  thread.start();
  thread.join();
}

export function none() {}
