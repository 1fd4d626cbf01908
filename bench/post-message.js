/** Messages from worker to worker, as Node does it. */
import { once } from 'node:events';
import { isMainThread, MessageChannel, parentPort, Worker, workerData } from 'node:worker_threads';

const COUNT = 20_000;

/**
 * Two workers, of which one posts to the other, a round whenever it is told to.
 *
 * @param {'numbers' | 'objects'} items
 */
export function startPosting(items) {
  // Programs' threads import their module, and this one with it.
  if (!isMainThread) return {};
  let workers;
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    return [port1, port2].map((port, isGetting) => {
      const data = { posting: { items, port, isGetting: isGetting === 1 } };
      const worker = new Worker(new URL(import.meta.url), { workerData: data, transferList: [port] });
      return worker;
    });
  };
  return {
    async round() {
      workers ??= start();
      const [putting, getting] = workers;
      const begun = performance.now();
      putting.postMessage('go');
      await once(getting, 'message');
      return (performance.now() - begun) / 1000 / COUNT;
    },
    stop: () => Promise.all((workers ?? []).map((worker) => worker.terminate())),
  };
}

if (workerData?.posting) {
  const { items, port, isGetting } = workerData.posting;
  if (isGetting) get(port);
  else parentPort.on('message', () => put(port, items));
}

function put(port, items) {
  if (items === 'numbers') for (let i = 0; i < COUNT; i++) port.postMessage(i);
  else for (let i = 0; i < COUNT; i++) port.postMessage({ id: i, name: 'item', price: 1.5 });
}

function get(port) {
  let got = 0;
  port.on('message', () => {
    if (++got % COUNT === 0) parentPort.postMessage('got them');
  });
}
