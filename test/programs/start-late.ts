/** A program whose own module takes long to be imported, so that threads with targets in it are late at the start line. */
import { isMainThread } from 'node:worker_threads';
import { log } from 'pyconc';
import { Thread } from 'pyconc/threading';
import { tell } from './quick-target.js';

if (!isMainThread) await new Promise((resolve) => setTimeout(resolve, 4000));

export function late() {
  log('late');
}

export function startBoth() {
  const threads = [new Thread({ target: late }), new Thread({ target: tell })];
  for (const thread of threads) thread.start();
  log('started');
  for (const thread of threads) thread.join();
}
