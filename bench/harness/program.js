import { run } from 'pyconc';

/**
 * A contender that is a program: `main`, exported by its module, runs in MainThread and returns what a round of it took. The
 * workers are the same from round to round, and warm.
 *
 * @param {() => import('./compare.js').Round} main
 * @returns {import('./compare.js').Contender}
 */
export function program(main) {
  return async () => {
    const { reason, result, error, threads } = await run(main);
    if (reason === 'completed') return result;
    const failed = error ?? threads.find((thread) => thread.error)?.error;
    throw new Error(`${main.name} ended as ${reason}: ${failed?.stack ?? 'no error'}`);
  };
}

/**
 * Seconds per operation, of `operations` that `body` does.
 *
 * @param {number} operations
 * @param {() => void} body
 */
export function timed(operations, body) {
  const start = performance.now();
  body();
  return (performance.now() - start) / 1000 / operations;
}

/**
 * Seconds per operation, of `operations` that all these threads do together.
 *
 * @param {number} operations
 * @param {import('pyconc/threading').Thread[]} threads
 */
export function timedThreads(operations, threads) {
  return timed(operations, () => {
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
  });
}
