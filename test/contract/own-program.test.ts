import { symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { run } from 'pyconc';
import { expect, test } from 'vitest';
import { fail } from '../../build/programs/exits.js';
import { runFile } from '../run-file.js';

test('a file that awaits its runs prints as it goes, and ends by itself', async () => {
  const { stdout, stderr, code } = await runFile('own-await');
  expect(stdout).toBe('total 300\nresult 300 completed\n3 threads\ntotal 300\nagain 300 completed\n');
  expect(stderr.split('\n').toSorted()).toEqual(['', 'added 100', 'added 100', 'added 200', 'added 200']);
  expect(code).toBe(0);
});

test('a callback given to then is called once, in the program itself', async () => {
  const { stdout, stderr, code } = await runFile('own-then');
  expect(stdout).toBe('started\nhello\nThread-1 (hello) returned\nfinally\n');
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('an exception in a thread is reported on stderr, with its stack, and the exit code is 1', async () => {
  const { stdout, stderr, code } = await runFile('own-fails');
  expect(stdout).toBe('');
  expect(stderr).toMatch(
    /^Exception in thread Thread-1 \(fail\):\nRangeError: too far\n {4}at fail \(\/.*own-fails\.ts:\d+:\d+\)\n$/,
  );
  expect(code).toBe(1);
});

test('a failure outside all threads is reported as well', async () => {
  const { stderr, code } = await runFile('own-uncloneable');
  expect(stderr).toMatch(/^TypeError: what main\(\) returned cannot be passed/);
  expect(code).toBe(1);
});

test('a program that hangs says what each thread waits for, and where', async () => {
  const { stdout, stderr, code } = await runFile('own-hangs');
  expect(stdout).toBe('hung\n');
  expect(stderr).toMatch(
    /^No thread can continue:\n {2}MainThread waits in Lock\.acquire for the only lock, which it holds itself since \d\.\d{3} s\n {6}\/.*own-hangs\.ts:\d+ {2}lock\.acquire\(\);\n {6}taken at \/.*own-hangs\.ts:\d+ {2}lock\.acquire\(\);\n$/,
  );
  expect(code).toBe(1);
});

test('an error says what to write in a file that needs the result after `await run`', async () => {
  const { stderr, code } = await runFile('own-uses-result');
  expect(stderr).toMatch(
    /what follows `run\(…\)` \(.*own-uses-result\.ts:8:\d+\) is evaluated in every thread, .* failed there \(.*own-uses-result\.ts:9:\d+\): Cannot read/,
  );
  expect(code).toBe(1);
});

test('promises can be chained as usual, at the top level: their callbacks are called once', async () => {
  const { stdout, stderr, code } = await runFile('own-chains');
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    'then result',
    'catch result',
    'is over',
    'finally result',
    'chain result',
    'end of the chain',
    'and on',
    'all result',
    'all then result 1',
    'allSettled fulfilled',
    'race result',
    'any result',
    'function result',
    'function then result',
    'inner completed',
    'not awaited result 10',
    '',
  ]);
  expect(code).toBe(0);
});

test('code that follows the run in a function that is not awaited fails in no thread', async () => {
  expect(await runFile('own-rejects-later')).toEqual({ stdout: '1.0\n', stderr: '', code: 0 });
});

test.each([
  ['own-from-elsewhere', [], 1],
  ['own-after-await', [], 1],
  ['own-after-await', ['elsewhere'], 0],
])(
  'a program fails with 1 whichever module its main comes from, if the script runs it: %s %j',
  async (name, words, code) => {
    expect((await runFile(name, [], undefined, words)).code).toBe(code);
  },
);

test('the process of a test runner has an exit code of its own', async () => {
  const before = process.exitCode;
  expect((await run(fail, { onEvent() {} })).reason).toBe('failed');
  expect(process.exitCode).toBe(before);
  for (const options of [['--test'], []]) {
    // Which report is the default depends on Node's version.
    const { code, stdout } = await runFile('own-under-test', [...options, '--test-reporter=tap']);
    expect(stdout).toMatch(/^# pass 1$/m);
    expect(code).toBe(0);
  }
});

test('process.exit after the run ends the program, not its threads', async () => {
  const { stdout, stderr, code } = await runFile('own-exits');
  expect(stdout).toBe('all is well\n');
  expect(stderr).toBe('');
  expect(code).toBe(7);
});

test('a program that is started through a link fails as itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pyconc-'));
  try {
    symlinkSync(fileURLToPath(new URL('../../build/programs', import.meta.url)), join(folder, 'linked'));
    expect((await runFile('own-fails', [], join(folder, 'linked'))).code).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a program that is in no file is refused: its threads could not import it', async () => {
  const source = "import { run } from 'pyconc'; export function main() {} await run(main);";
  const { stderr, exitCode } = await execa('node', ['--input-type=module', '-e', source], { reject: false });
  expect(stderr).toContain('TypeError: run needs a program in a file: its threads import that');
  expect(exitCode).toBe(1);
});

test('a program whose output is no longer read is stopped quietly', async () => {
  const path = fileURLToPath(new URL('../../build/programs/own-talks.js', import.meta.url));
  const options = { reject: false, buffer: { stdout: false }, timeout: 50_000 } as const;
  const program = execa(process.execPath, [path], options);
  program.stdout?.once('data', () => program.stdout?.destroy());
  const { stderr, exitCode } = await program;
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});
