import { expect, test } from 'vitest';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();
const before = `
  import { Barrier } from 'pyconc/threading';
  const red = new Lock('red');
  const blue = new Lock('blue');
  const met = new Barrier(2);
  export function take(one, other) {
    one.acquire();
    met.wait();
    other.acquire();
  }`;
const started = `
  const a = new Thread({ target: take, args: [red, blue], name: 'A', daemon: true });
  const b = new Thread({ target: take, args: [blue, red], name: 'B', daemon: true });
  a.start();
  b.start();`;
// On the virtual clock, main goes on when A and B sleep.
const main = `${started} sleep(60);`;
const path = file(directory, 'left.mjs', demoSource(main, { before }));
const lineOf = (what: string) =>
  demoSource(main, { before })
    .split('\n')
    .findIndex((text) => text.includes(what)) + 1;
const line = lineOf('other.acquire();');
/** Without the program's times. */
const timeless = (text: string) => text.replace(/since \d+\.\d{3} s/g, 'since #');

const found = [
  'Some threads wait for each other, while others continue:',
  '  Deadlock cycle: A → B → A',
  '  A waits in Lock.acquire for blue, held by B since #',
  `      left.mjs:${line}  other.acquire();`,
  `      taken at left.mjs:${lineOf('one.acquire();')}  one.acquire();`,
  '  B waits in Lock.acquire for red, held by A since #',
  `      left.mjs:${line}  other.acquire();`,
  `      taken at left.mjs:${lineOf('one.acquire();')}  one.acquire();`,
];

function run(...options: readonly string[]) {
  return pyconc(['run', path, '--speed', 'max', ...options], { cwd: directory });
}

test('threads that wait for each other while main goes on: stderr says so, and the summary', async () => {
  const { stdout, stderr, exitCode } = await run();
  expect(timeless(stderr).split('\n')).toEqual([`pyconc: warning: ${found[0]}`, ...found.slice(1)]);
  expect(timeless(stdout)).toContain(`\n◆ ${found.join('\n')}\n`);
  expect(exitCode).toBe(0);
});

test('in ASCII if that is all that can be shown', async () => {
  const { stdout, stderr } = await run('--ascii');
  for (const text of [stdout, stderr]) expect(text).toContain('  Deadlock cycle: A -> B -> A\n');
});

test('in the JSON document once, and in ndjson as an event and in the last one', async () => {
  const warning = { code: 'deadlock', diagnosis: { cycle: ['A', 'B'] } };
  expect(JSON.parse((await run('--json')).stdout).runs[0].warnings).toMatchObject([warning]);
  const events = (await run('--format', 'ndjson')).stdout.split('\n').map((line) => JSON.parse(line));
  expect(events.filter(({ type }) => type === 'warning')).toMatchObject([warning]);
  expect(events.at(-1)).toMatchObject({ type: 'run.end', warnings: [warning] });
});

test('a run that then hangs says in its summary why no thread can continue, and nothing else', async () => {
  const stuck = file(directory, 'stuck.mjs', demoSource(`${started} sleep(1); a.join();`, { before }));
  const { stdout } = await pyconc(['run', stuck], { cwd: directory });
  expect(stdout).toContain('No thread can continue:');
  expect(stdout).not.toContain('Some threads wait for each other');
});

test("a user's own program prints it once", async () => {
  const source = `
    import { run, sleep } from 'pyconc';
    import { Lock, Thread } from 'pyconc/threading';
    ${before}
    export function main() { ${main} }
    await run(main, { speed: 'max' });`;
  const { execa } = await import('execa');
  const own = file(directory, 'own.mjs', source);
  const { stderr } = await execa(process.execPath, [own], { reject: false });
  expect(stderr.split('\n').filter((line) => /Deadlock cycle|warning/.test(line))).toEqual([
    `warning: ${found[0]}`,
    found[1],
  ]);
});
