/** Small numbers from one process to another. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Process, Queue } from 'pyconc/multiprocessing';
import { program } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 5000;

const items = new Queue();
const ready = new Queue();

export function put(count) {
  ready.put(null);
  for (let i = 0; i < count; i++) items.put(i);
}

export function getAll() {
  const process = new Process({ target: put, args: [COUNT] });
  process.start();
  ready.get();
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) items.get();
  const seconds = (performance.now() - start) / 1000 / COUNT;
  process.join();
  return seconds;
}

/** Node's own, which nobody waits for one by one. */
async function messages() {
  const child = fork(fileURLToPath(import.meta.url), ['send'], { execArgv: [], serialization: 'advanced' });
  await once(child, 'message');
  const start = performance.now();
  let got = 0;
  await new Promise((resolve) => {
    child.on('message', () => {
      if (++got === COUNT) resolve();
    });
  });
  const seconds = (performance.now() - start) / 1000 / COUNT;
  child.disconnect();
  return seconds;
}

if (process.argv[2] === 'send' && process.send) for (let i = 0; i <= COUNT; i++) process.send(i);

export default {
  name: 'a number through a Queue, process to process',
  ours: program(getAll),
  opponents: [
    { name: "bare messages of Node's", contender: messages },
    { name: "CPython's Queue", contender: python('process_queue.py') },
  ],
};
