/** A thread that does nothing: how long until it is over. */
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
import { Thread } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';
import { nothing } from './nothing.js';

const COUNT = 200;
const FRESH = 3;

export function startAndJoin() {
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      const thread = new Thread({ target: nothing });
      thread.start();
      thread.join();
    }
  });
}

async function freshWorker() {
  const start = performance.now();
  for (let i = 0; i < FRESH; i++) await once(new Worker('', { eval: true }), 'exit');
  return (performance.now() - start) / 1000 / FRESH;
}

// Only here: threads import this file too.
const { default: Tinypool } = isMainThread ? await import('tinypool') : {};
const pool = Tinypool && new Tinypool({ filename: new URL('./nothing.js', import.meta.url).href, maxThreads: 1 });

async function pooledTask() {
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) await pool.run();
  return (performance.now() - start) / 1000 / COUNT;
}

export default {
  name: 'start a Thread, join it',
  ours: program(startAndJoin),
  opponents: [
    { name: "CPython's Thread", contender: python('thread.py'), aim: { fasterAtLeast: 3 } },
    { name: "a task of tinypool's", contender: pooledTask },
    { name: 'a new Worker', contender: freshWorker },
  ],
  stop: () => pool.destroy(),
};
