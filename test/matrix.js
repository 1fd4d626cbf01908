/**
 * Runs all tests under other versions of Node than the one that starts it.
 *
 *     npm run matrix            one version after the other
 *     npm run matrix -- 24 26   only these
 *
 * A version is kept in `build/node`, as the newest release at the time when it was fetched: delete that folder to fetch it
 * anew.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const VERSIONS = ['22', '24', '26'];
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const wanted = process.argv.slice(2);
const wrong = wanted.find((version) => !/^\d+(\.\d+){0,2}$/.test(version));
if (wrong !== undefined) {
  console.error(`A version is a number as 24 or 24.11.0; this is ${wrong}.`);
  process.exit(2);
}

const lines = [];
for (const version of wanted.length > 0 ? wanted : VERSIONS) {
  const begin = performance.now();
  const { node, name, problem } = await fetched(version);
  const verdict = problem ?? (await testedUnder(node));
  const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
  lines.push(`Node ${name ?? version}: ${verdict}, after ${minutes} min`);
  console.log(`${lines.at(-1)}\n`);
  if (verdict !== 'passed') process.exitCode = 1;
}
if (lines.length > 1) console.log(lines.join('\n'));

/**
 * The executable, from npm's registry as everything else. The package called `node` fetches it in a script of its own, which
 * npm may refuse to run; so this takes the package of the platform that such a script would take, which needs none.
 */
async function fetched(version) {
  const folder = join(ROOT, 'build/node', version);
  const { platform, arch } = process;
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
  const home = join(folder, 'node_modules', name);
  try {
    if (!existsSync(join(home, 'package.json'))) {
      mkdirSync(folder, { recursive: true });
      const words = ['install', `${name}@${version}`, '--prefix', folder, '--no-save', '--no-audit', '--no-fund'];
      await promisify(execFile)('npm', words, { shell: platform === 'win32' });
    }
    const node = join(home, JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).bin.node);
    // The number that Node itself prints: a package may have a later number than the Node in it.
    const { stdout } = await promisify(execFile)(node, ['-p', 'process.versions.node']);
    return { node, name: stdout.trim() };
  } catch (error) {
    return { problem: `cannot be had: ${error.stderr?.trim() || error.message}` };
  }
}

/** All programs that tests start run under it too: it is the Node in their PATH, and so is `process.execPath`. */
async function testedUnder(node) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH}`;
  const child = spawn(node, [VITEST, 'run'], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path } });
  const [code, signal] = await once(child, 'exit');
  return code === 0 ? 'passed' : `failed (${signal ?? `vitest ended with ${code}`})`;
}
