/** A process that does nothing: how long until it is over. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Process } from 'pyconc/multiprocessing';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';
import { nothing } from './nothing.js';

const COUNT = 3;
const EMPTY = fileURLToPath(new URL('./empty.js', import.meta.url));

export function startAndJoin() {
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      const process = new Process({ target: nothing });
      process.start();
      process.join();
    }
  });
}

/** Node's own, for a file with nothing in it. */
async function forked() {
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) await once(fork(EMPTY, { execArgv: [] }), 'exit');
  return (performance.now() - start) / 1000 / COUNT;
}

export default {
  name: 'start a Process, join it',
  ours: program(startAndJoin),
  opponents: [
    { name: "Node's `fork` of an empty file", contender: forked, aim: { timeAtMost: 1.4 } },
    { name: "CPython's Process, spawned", contender: python('process.py') },
  ],
};
