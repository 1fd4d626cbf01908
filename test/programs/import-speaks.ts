/** A program with a module that speaks to its parent when it finds itself in a worker, as packages for other pools do. */
import { parentPort } from 'node:worker_threads';
import { Value } from 'pyconc';
import { Thread } from 'pyconc/threading';

const spoken = new Value('i');

for (const message of [
  null,
  'ready',
  { is: 'main-ended', value: 1 },
  { is: 'event', event: {} },
  { is: 'spawn', slot: 1 },
]) {
  parentPort?.postMessage(message);
}
parentPort?.on('message', () => {});

export function speak() {
  parentPort?.postMessage({ is: 'idle' });
  spoken.value += 1;
}

export function main() {
  const thread = new Thread({ target: speak });
  thread.start();
  thread.join();
  return spoken.value;
}
