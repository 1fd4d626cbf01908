import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { BIN, demoSource, file, folder, pyconc, unread } from './pyconc.js';

const directory = folder();

/** A program that writes a file when it is well under way, and then takes a minute. */
function slow(name: string, main = 'sleep(60);') {
  const marker = `${directory}/${name}.begun`;
  const path = file(directory, `${name}.mjs`, demoSource(`log('begun'); writeFileSync('${marker}', ''); ${main}`));
  const begun = async () => {
    while (!existsSync(marker)) await pause(20);
  };
  return { path, begun };
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s', (signal, code) => {
  test(`stops the run with its result so far, and exit code ${code}`, async () => {
    const { path, begun } = slow(`pretty-${signal}`);
    const run = pyconc(['run', path]);
    await begun();
    run.kill(signal);
    const { stdout, stderr, exitCode } = await run;
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: code });
    expect(stdout).toMatch(/MainThread +begun$/m);
    expect(stdout).toContain('■ mine: interrupted');
  });

  test('stops a busy loop as well', async () => {
    const { path, begun } = slow(`busy-${signal}`, 'for (;;);');
    const run = pyconc(['run', path, '-q']);
    await begun();
    run.kill(signal);
    const { stdout, exitCode } = await run;
    expect({ stdout, exitCode }).toEqual({ stdout: '■ mine: interrupted', exitCode: code });
  });

  test('leaves --json one document, marked as partial', async () => {
    const { path, begun } = slow(`json-${signal}`);
    const short = file(directory, `short-${signal}.mjs`, demoSource('return 1;'));
    const run = pyconc(['run', short, path, short, '--json']);
    await begun();
    run.kill(signal);
    const { stdout, exitCode } = await run;
    const { partial, runs } = JSON.parse(stdout);
    expect({ partial, exitCode }).toEqual({ partial: true, exitCode: code });
    expect(runs.map(({ reason }: { reason: string }) => reason)).toEqual(['completed', 'interrupted']);
  });

  test('leaves ndjson with its run.end', async () => {
    const { path, begun } = slow(`ndjson-${signal}`);
    const run = pyconc(['run', path, '--format', 'ndjson']);
    await begun();
    run.kill(signal);
    const { stdout } = await run;
    expect(JSON.parse(stdout.split('\n').at(-1) ?? '')).toMatchObject({ type: 'run.end', reason: 'interrupted' });
  });

  test('works while a module is being loaded, too', async () => {
    const marker = `${directory}/loading-${signal}`;
    const source = `import { writeFileSync } from 'node:fs'; writeFileSync('${marker}', ''); await new Promise(() => {});`;
    const run = pyconc(['run', file(directory, `loading-${signal}.mjs`, source), '--json']);
    while (!existsSync(marker)) await pause(20);
    const since = performance.now();
    run.kill(signal);
    const { stdout, exitCode } = await run;
    expect(exitCode).toBe(code);
    expect(JSON.parse(stdout)).toMatchObject({ partial: true, runs: [] });
    expect(performance.now() - since).toBeLessThan(5000);
  });
});

test('Ctrl-C reaches all processes, and the first one decides on it', async () => {
  const marker = `${directory}/group.begun`;
  const before = `
    import { Process } from 'pyconc/multiprocessing';
    export function child() { log('begun'); writeFileSync('${marker}', ''); sleep(60); }`;
  const source = demoSource('const p = new Process({ target: child }); p.start(); p.join();', { before });
  const args = [BIN, 'run', file(directory, 'group.mjs', source), '--format', 'ndjson'];
  const run = execa(process.execPath, args, { reject: false, timeout: 100_000, detached: true });
  while (!existsSync(marker)) await pause(20);
  process.kill(-(run.pid as number), 'SIGINT');
  const { stdout, stderr, exitCode } = await run;
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 130 });
  const events = stdout.split('\n').map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ type: 'run.end', reason: 'interrupted', processes: [{ end: 'stopped' }] });
  expect(events.filter(({ type, error }) => type === 'thread.end' && error)).toEqual([]);
});

test('a second Ctrl-C quits at once, where the first cannot stop the run', async () => {
  const { path, begun } = slow('twice', 'for (;;);');
  // Workers that do not end when told to.
  const preload =
    "import { Worker } from 'node:worker_threads'; Worker.prototype.terminate = () => new Promise(() => {});";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, BIN, 'run', path];
  const run = execa(process.execPath, args, { reject: false, timeout: 100_000 });
  await begun();
  run.kill('SIGINT');
  await pause(500);
  run.kill('SIGINT');
  const since = performance.now();
  expect((await run).exitCode).toBe(130);
  expect(performance.now() - since).toBeLessThan(5000);
});

describe('a reader that closes the pipe', () => {
  test.each([[[]], [['--format', 'ndjson']]])('ends the run quietly, with exit code 0 %j', async (format) => {
    const main = "for (let i = 0; i < 3000; i++) { log('line', i); sleep(0.01); }";
    const path = file(directory, 'talks.mjs', demoSource(main));
    const run = unread(['run', path, ...format]);
    const since = performance.now();
    run.stdout?.once('data', () => run.stdout?.destroy());
    const { exitCode, stderr } = await run;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(performance.now() - since).toBeLessThan(20_000);
  });

  test('ends the list and the help quietly, too', async () => {
    for (const args of [['list'], ['--help'], ['--version'], ['run', 'lock-race', '--help']]) {
      const run = unread(args);
      run.stdout?.destroy();
      const { exitCode, stderr } = await run;
      expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
    }
  });
});

test
  .skipIf(!existsSync('/dev/full'))
  .each([
    [['run', 'lock-race', '-q']],
    [['list']],
    [['list', '--json']],
    [['show', 'lock-race', '--ts']],
    [['run', 'lock-race', '--help']],
    [['--help']],
  ])('a stdout that cannot be written to is an error: %j', async (args) => {
  const { exitCode, stderr } = await execa('sh', ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, BIN, ...args], {
    reject: false,
  });
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(/^pyconc: stdout cannot be written to: .*\.?$/);
});
