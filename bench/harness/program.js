import { run } from 'pyconc';

/**
 * A contender that is a program: `main`, exported by its module, runs in MainThread and returns seconds per operation. What
 * it starts is part of it: the workers are the same from round to round, and warm.
 *
 * @param {() => number} main
 * @returns {() => Promise<number>}
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
 * Seconds per operation of `operations` in `body`.
 *
 * @param {number} operations
 * @param {() => void} body
 */
export function timed(operations, body) {
  const start = performance.now();
  body();
  return (performance.now() - start) / 1000 / operations;
}
