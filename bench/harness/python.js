import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Version of `python3`, or undefined where there is none. */
export const pythonVersion = evaluate('--version')?.split(' ')[1];

/** The interpreter itself: `python3` may be a script that looks for it. */
const executable = evaluate('-c', 'import sys; print(sys.executable)');

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

/**
 * A contender that is a shell loop: `times` interpreters, one after the other, that run the script once each. What it tells
 * beside the time is how many of 100 exited with 1. Undefined where there is no `python3`.
 *
 * @param {string} script
 * @param {number} times
 * @param {...string} args
 * @returns {import('./compare.js').Contender | undefined}
 */
export function pythonCommands(script, times, ...args) {
  if (pythonVersion === undefined) return undefined;
  const loop = 'script=$1; times=$2; shift 2; for i in $(seq $times); do "$0" "$script" "$@" || echo $?; done';
  return () => {
    const begun = performance.now();
    const words = ['-c', loop, executable, pathOf(script), `${times}`, ...args];
    const { stdout, status } = spawnSync('sh', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const seconds = (performance.now() - begun) / 1000;
    const failed = stdout.split('\n').filter(Boolean);
    if (status !== 0 || failed.some((code) => code !== '1')) throw new Error(`${script} failed`);
    return { seconds: seconds / times, aside: (100 * failed.length) / times };
  };
}

/** Lets the interpreters go: they leave when nobody can ask them any more. */
export function stopPython() {
  for (const interpreter of interpreters) interpreter.stdin.end();
}

function start(script, args) {
  const interpreter = spawn(executable, [pathOf(script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
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

function pathOf(script) {
  return fileURLToPath(new URL(`../python/${script}`, import.meta.url));
}

function evaluate(...args) {
  return spawnSync('python3', args, { encoding: 'utf8' }).stdout?.trim();
}
