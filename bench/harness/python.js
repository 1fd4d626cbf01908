import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Version of `python3`, or undefined where there is none. */
export const pythonVersion = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout?.trim().split(' ')[1];

const running = new Set();

/**
 * A contender that is a script in bench/python. One interpreter does all its rounds: a line in asks for one, the line that
 * it answers is seconds per operation. Undefined where there is no `python3`.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {(() => Promise<number>) | undefined}
 */
export function python(script, ...args) {
  if (pythonVersion === undefined) return undefined;
  let interpreter;
  return () => {
    interpreter ??= start(script, args);
    return interpreter.round();
  };
}

/** Lets the interpreters go: they leave when nobody can ask them any more. */
export function stopPython() {
  for (const child of running) child.stdin.end();
}

function start(script, args) {
  const path = fileURLToPath(new URL(`../python/${script}`, import.meta.url));
  const child = spawn('python3', [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async round() {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended`);
      return Number(value);
    },
  };
}
