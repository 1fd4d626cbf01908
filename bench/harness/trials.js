import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/pyconc.js', import.meta.url));

/**
 * A contender that is `pyconc trials`: seconds for a trial, as the command tells them, and of 100 trials how many went wrong.
 *
 * @param {string} demo
 * @param {string[]} args
 * @returns {import('./compare.js').Contender}
 */
export function trials(demo, ...args) {
  return () => {
    const words = [bin, 'trials', demo, ...args, '--json'];
    const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`pyconc trials ${demo} exited with ${status}`);
    const [row] = JSON.parse(stdout).rows;
    return { seconds: row.seconds / row.trials, aside: (100 * row.hits) / row.trials };
  };
}
