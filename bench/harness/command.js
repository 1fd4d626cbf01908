import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A contender that is a whole command of Node's, from its start to its end.
 *
 * @param {string[]} args
 * @returns {() => number}
 */
export function command(...args) {
  return () => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}`);
    return (performance.now() - start) / 1000;
  };
}

const cwd = fileURLToPath(new URL('../..', import.meta.url));
