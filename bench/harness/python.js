import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Version of `python3`, or undefined where there is none. */
export const pythonVersion = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout?.trim().split(' ')[1];

/** @type {Set<import('node:child_process').ChildProcess>} */
const interpreters = new Set();

/**
 * A contender that is a script in bench/python. One interpreter does all its rounds: a line in asks for one, the line that
 * it answers is what it took. Undefined where there is no `python3`.
 *
 * @param {string} script
 * @param {...string} args
 * @returns {import('./compare.js').Contender | undefined}
 */
export function python(script, ...args) {
  if (pythonVersion === undefined) return undefined;
  let ask;
  return () => {
    ask ??= start(script, args);
    return ask();
  };
}

/** Lets the interpreters go: they leave when nobody can ask them any more. */
export function stopPython() {
  for (const interpreter of interpreters) interpreter.stdin.end();
}

function start(script, args) {
  const path = fileURLToPath(new URL(`../python/${script}`, import.meta.url));
  const interpreter = spawn('python3', [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  interpreters.add(interpreter);
  const answers = createInterface({ input: interpreter.stdout })[Symbol.asyncIterator]();
  return async () => {
    interpreter.stdin.write('\n');
    const { value, done } = await answers.next();
    if (done) throw new Error(`${script} ended`);
    const [seconds, aside] = value.split(' ').map(Number);
    return aside === undefined ? seconds : { seconds, aside };
  };
}
