import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/pyconc.js', import.meta.url));

/**
 * A contender that is `pyconc trials`, from its start to its end: seconds for a trial, and of 100 trials how many went wrong.
 *
 * @param {string} demo
 * @param {number} count
 * @param {string[]} args
 * @returns {import('./compare.js').Contender}
 */
export function trials(demo, count, ...args) {
  return () => {
    const start = performance.now();
    const words = [bin, 'trials', demo, '-n', `${count}`, ...args, '--json'];
    const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`pyconc trials ${demo} exited with ${status}`);
    const [{ hits }] = JSON.parse(stdout).rows;
    return { seconds: seconds / count, aside: (100 * hits) / count };
  };
}
