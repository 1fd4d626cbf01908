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
    const row = rowOf('trials', demo, ...args);
    return { seconds: row.seconds / row.trials, aside: (100 * row.hits) / row.trials };
  };
}

/**
 * The same, without how many went wrong.
 *
 * @param {string} demo
 * @param {string[]} args
 * @returns {import('./compare.js').Contender}
 */
export function secondsOfTrial(demo, ...args) {
  return () => trials(demo, ...args)().seconds;
}

/**
 * A contender that is `pyconc explore`: seconds for a schedule.
 *
 * @param {string} demo
 * @param {string[]} args
 * @returns {import('./compare.js').Contender}
 */
export function explored(demo, ...args) {
  return () => {
    const row = rowOf('explore', demo, ...args);
    return row.seconds / row.schedules;
  };
}

function rowOf(verb, demo, ...args) {
  const words = [bin, verb, demo, ...args, '--json'];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`pyconc ${verb} ${demo} exited with ${status}`);
  return JSON.parse(stdout).rows[0];
}
