import { describe, expect, test } from 'vitest';
import { demoSource, file, folder, pyconc, widest } from './pyconc.js';

const directory = folder();
const ESCAPE = '\u001b[';
const few = ['--param', 'count=100'];

describe('the log and the summary of lock-race', () => {
  test('are on stdout, and stderr is empty', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', '--seed', '7']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^lock-race · variant both · count=100000$/m);
    for (const name of ['addWithLock', 'subtractWithLock', 'addWithoutLock', 'subtractWithoutLock']) {
      expect(stdout).toMatch(new RegExp(`^ +\\d+\\.\\d{3} {2}Thread-\\d \\(${name}\\) +started$`, 'm'));
      expect(stdout).toMatch(new RegExp(`^ +\\d+\\.\\d{3} {2}Thread-\\d \\(${name}\\) +ended$`, 'm'));
    }
    expect(stdout).toMatch(
      /^(◆ lock-race: updates-lost \(interesting\)|✓ lock-race: lucky \(expected\)) · \d+\.\d{3} s$/m,
    );
    expect(stdout).toMatch(/^speed 10: a second takes 0\.1 s · start aligned · seed 7$/m);
    expect(stdout).toMatch(/^Notice /m);
    expect(stdout).toMatch(/^Next {4}npx pyconc run lock-race --variant locked · npx pyconc trials lock-race$/m);
  });

  test('list the threads only on request, or if they are out of the ordinary', async () => {
    const { stdout } = await pyconc(['run', 'lock-race', '--threads', ...few]);
    const [, table = ''] = stdout.split(/^Threads$/m);
    for (const name of ['addWithLock', 'subtractWithLock', 'addWithoutLock', 'subtractWithoutLock']) {
      expect(table).toMatch(
        new RegExp(`^ {2}Thread-\\d \\(${name}\\) +\\d+\\.\\d{3} +\\d+\\.\\d{3} {2}returned$`, 'm'),
      );
    }
    expect((await pyconc(['run', 'lock-race', ...few])).stdout).not.toMatch(/^Threads$/m);
    const before = "export function fails() { throw new Error('no'); }";
    const main = 'const t = new Thread({ target: fails }); t.start(); t.join();';
    const failing = file(directory, 'failing.mjs', demoSource(main, { before }));
    expect((await pyconc(['run', failing])).stdout).toMatch(
      /^Threads\n.*\n {2}Thread-1 \(fails\) +\d+\.\d{3} +\d+\.\d{3} {2}✗ Error: no\n\n/m,
    );
  });

  test('warn of locks in opposite orders, with the lines and the command that shows the deadlock', async () => {
    const before = `
      const red = new Lock('red');
      const blue = new Lock('blue');
      export function both(seconds, first, second) {
        sleep(seconds);
        first.acquire();
        second.acquire();
        second.release();
        first.release();
      }`;
    const main = `
      const threads = [[1, red, blue], [2, blue, red]].map((args) => new Thread({ target: both, args }));
      for (const thread of threads) thread.start();
      for (const thread of threads) thread.join();`;
    const path = file(directory, 'opposite.mjs', demoSource(main, { before }));
    const { stdout } = await pyconc(['run', path, '--speed', 'max']);
    const [, warning = ''] = stdout.split(/^(?=.*taken in opposite orders)/m);
    expect(warning).toMatch(/^◆ red and blue are taken in opposite orders, which can deadlock:$/m);
    expect(warning).toMatch(/^ {2}Thread-1 took red, then blue\.\n {6}\S*opposite\.mjs:11 {2}second\.acquire\(\);$/m);
    expect(warning).toMatch(/^ {2}Thread-2 took blue, then red\.$/m);
    expect(warning).toMatch(/^ {2}All schedules, with those that deadlock:\n {6}npx pyconc explore \S*opposite\.mjs$/m);
  });

  test('have the same text with colours as without', async () => {
    const path = file(directory, 'steady.mjs', demoSource("log('one'); return { a: 1 };"));
    const masked = async (color: string) =>
      (await pyconc(['run', path, '--color', color, '--seed', '1'])).stdout
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
        .replace(/\u001b\[\d+m/g, '')
        .replace(/\d\.\d{3}/g, '0.000');
    expect(await masked('always')).toBe(await masked('never'));
  });

  test('give each thread a colour of its own throughout', async () => {
    const { stdout } = await pyconc(['run', 'lock-race', '--color', 'always', ...few]);
    const names = ['MainThread', 'Thread-1 (addWithLock)', 'Thread-2 (subtractWithLock)', 'Thread-3 (addWithoutLock)'];
    const colours = names.map((name) => {
      const shown = [...stdout.matchAll(new RegExp(`\\u001b\\[(\\d+)m${name.replace(/[()]/g, '\\$&')}`, 'g'))];
      expect(shown.length).toBeGreaterThan(1);
      expect(new Set(shown.map(([, code]) => code)).size).toBe(1);
      return shown[0]?.[1];
    });
    expect(new Set(colours).size).toBe(names.length);
  });
});

const plain = file(directory, 'plain.mjs', demoSource("log('one'); return { a: 1 };"));

describe('colour is decided by', () => {
  test.each<[string, string[], Record<string, string>, boolean]>([
    ['--color always, whatever the environment says', ['--color', 'always'], { NO_COLOR: '1', FORCE_COLOR: '0' }, true],
    ['--color never, whatever the environment says', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
    ['FORCE_COLOR before NO_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR before TERM', [], { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['stdout, which is no terminal here', [], {}, false],
  ])('%s', async (_, args, env, isColoured) => {
    const { stdout, stderr } = await pyconc(['run', plain, ...args], { env });
    expect(stdout.includes(ESCAPE)).toBe(isColoured);
    // From 24 on Node itself says, in each thread, which of the two variables it heeds.
    const isNodes = /^\(node:\d+\) Warning: The 'NO_COLOR' env is ignored .*\n\(Use `node --trace-warnings .*\n?/gm;
    expect(stderr.replace(isNodes, '')).toBe('');
  });
});

describe('the page', () => {
  test.each([40, 57, 80, 120])('is nowhere wider than %i columns, and complete', async (columns) => {
    const { stdout } = await pyconc(['run', 'lock-race', ...few], { env: { COLUMNS: String(columns) } });
    expect(widest(stdout)).toBeLessThanOrEqual(columns);
    for (const word of ['Thread-4', 'with lock', 'Notice', 'Next', 'seed']) expect(stdout).toContain(word);
  });

  test('is 80 columns wide by default, except for the lines of the log', async () => {
    const because = 'word '.repeat(60);
    const outcomes = `outcomes: [{ name: 'done', grade: 'expected', because: '${because}', when: () => true }],`;
    const path = file(directory, 'long.mjs', demoSource("log('said '.repeat(60));", { more: outcomes }));
    const { stdout } = await pyconc(['run', path]);
    const [said, others] = [true, false].map((is) => stdout.split('\n').filter((line) => line.includes('said') === is));
    expect(said).toHaveLength(1);
    expect(widest((others ?? []).join('\n'))).toBeLessThanOrEqual(80);
    expect(widest((others ?? []).join('\n'))).toBeGreaterThan(70);
  });

  test('has only ASCII with --ascii, or where the locale has only ASCII', async () => {
    const isAscii = (text: string) => /^[\n -~]*$/.test(text);
    expect(isAscii((await pyconc(['run', plain, '--ascii'])).stdout)).toBe(true);
    expect(isAscii((await pyconc(['run', plain], { env: { LC_ALL: 'C' } })).stdout)).toBe(true);
    expect(isAscii((await pyconc(['run', plain], { env: { LANG: 'C.UTF-8' } })).stdout)).toBe(false);
  });
});

test('-q prints only the outcome line', async () => {
  const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', '-q', '--variant', 'locked']);
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: '✓ lock-race: correct (expected)', stderr: '', exitCode: 0 });
});

test('--trace ops shows every operation on shared objects', async () => {
  const { stdout, exitCode } = await pyconc(['run', 'lock-race', '--param', 'count=3', '--trace', 'ops']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Thread-1 \(addWithLock\) +acquired counter lock$/m);
  expect(stdout).toMatch(/Thread-3 \(addWithoutLock\) +store without lock = -?\d+$/m);
});

describe('several demos', () => {
  const mine = file(directory, 'mine.mjs', demoSource('return 1;'));

  test('run one after another and end with one table, one row each', async () => {
    const { stdout, exitCode } = await pyconc(['run', mine, 'lock-race']);
    expect(exitCode).toBe(0);
    const [, table = ''] = stdout.split(/^All runs$/m);
    expect(table.trim().split('\n')).toHaveLength(3);
    expect(table).toMatch(/^ {2}mine +1 +\d+\.\d{3} s {2}done +✓ expected$/m);
    expect(table).toMatch(/^ {2}lock-race +5 +\d+\.\d{3} s {2}\S+ +(◆ interesting|✓ expected)$/m);
  });

  test('keep the names of their own threads', async () => {
    const { stdout } = await pyconc(['run', 'lock-race', 'lock-race', '--json']);
    const { runs } = JSON.parse(stdout);
    const names = runs.map((run: { threads: { name: string }[] }) => run.threads.map(({ name }) => name));
    expect(names[1]).toEqual(names[0]);
  });

  test('must all declare the given parameters and variant, and none runs if one does not', async () => {
    for (const option of ['--variant=both', '--param=count=5', '--expect=lucky']) {
      const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', mine, option]);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      expect(stderr).toMatch(/^pyconc: mine (has no|takes no) /);
    }
  });

  test('with -q print one line each', async () => {
    const { stdout } = await pyconc(['run', mine, mine, '-q']);
    expect(stdout).toBe('✓ mine: done (expected)\n✓ mine: done (expected)');
  });

  test('`all` means the demos of the list', async () => {
    const { stdout } = await pyconc(['run', 'all', '--json', '--speed', 'max']);
    const { demos } = JSON.parse((await pyconc(['list', '--json'])).stdout);
    const ran = JSON.parse(stdout).runs.map(({ demo }: { demo: string }) => demo);
    expect(ran).toEqual(demos.map(({ name }: { name: string }) => name));
  });
});

test('a hang is described in sentences: which thread waits in which call, for what, held by which thread, where', async () => {
  const before = `
    const left = new Lock('left'), right = new Lock('right');
    export function forwards() { left.acquire(); sleep(0.05);\n right.acquire(); }
    export function backwards() { right.acquire(); sleep(0.05);\n left.acquire(); }`;
  const main = `const threads = [new Thread({ target: forwards }), new Thread({ target: backwards })];
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();`;
  const path = file(directory, 'hangs.mjs', demoSource(main, { before }));
  const { stdout, exitCode } = await pyconc(['run', path], { env: { COLUMNS: '400' } });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('No thread can continue:');
  expect(stdout).toMatch(
    /Thread-1 waits in Lock\.acquire for right, held by Thread-2 since \d+\.\d{3} s\n {6}build.*hangs\.mjs:8 {2}right\.acquire\(\); \}\n {6}taken at build.*hangs\.mjs:\d+ {2}.*right\.acquire/m,
  );
  expect(stdout).toMatch(
    /Thread-2 waits in Lock\.acquire for left, held by Thread-1 since \d+\.\d{3} s\n {6}build.*hangs\.mjs:10 {2}left\.acquire\(\); \}\n {6}taken at build.*hangs\.mjs:\d+ {2}.*left\.acquire/m,
  );
  expect(stdout).toMatch(/MainThread waits in Thread\.join for Thread-1\n {6}build.*hangs\.mjs:15 /);
  expect(stdout).toMatch(/^ {2}Deadlock cycle: Thread-\d → Thread-\d → Thread-\d$/m);
  expect(stdout).toContain('✗ mine: no declared outcome (hung, forbidden)');
});

test('a thread that throws is shown with its stack, and the others continue', async () => {
  const before =
    "export function fail() { throw new RangeError('too far'); }\nexport function go() { sleep(0.1); log('still here'); }";
  const main = `const threads = [new Thread({ target: fail }), new Thread({ target: go })];
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();`;
  const path = file(directory, 'fails.mjs', demoSource(main, { before }));
  const { stdout, exitCode } = await pyconc(['run', path], { env: { COLUMNS: '300' } });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /Thread-1 \(fail\) +✗ ended by an exception: RangeError: too far\n +at fail \(.*fails\.mjs:\d+:\d+\)/,
  );
  expect(stdout).toMatch(/Thread-2 \(go\) +still here$/m);
  expect(stdout).toMatch(/^ {2}Thread-1 \(fail\) .* ✗ RangeError: too far$/m);
});

test('output of a program cannot move the cursor or spoil a line', async () => {
  const path = file(
    directory,
    'wild.mjs',
    demoSource("log('a\\u001b[2Jb\\u0007c\\rd\\te\\n  second'); console.log('by console');"),
  );
  const { stdout } = await pyconc(['run', path]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/MainThread +ab\\x07c\\x0dd {4}e\n +second$/m);
  expect(stdout).toMatch(/MainThread +by console$/m);
});

describe('the tables that a demo makes of its result', () => {
  const judged = "summary: ({ sum }) => [{ head: ['sum', 'verdict'], rows: [[sum, sum === 2 ? 'right' : 'wrong']] }],";

  test('are not made of a run that was cut short: a partial result is not wrong', async () => {
    const before = "import { Value } from 'pyconc'; const sum = new Value('i');";
    const source = demoSource('sum.value = 1; sleep(600);', {
      before,
      more: `result: () => ({ sum: sum.value }), ${judged}`,
    });
    const path = file(directory, 'halfway.mjs', source);
    // As long as it takes to come half-way on this machine.
    let stdout = '';
    for (let timeout = 0.3; timeout < 30 && !/^ {2}sum +1$/m.test(stdout); timeout *= 3) {
      ({ stdout } = await pyconc(['run', path, '--timeout', String(timeout)]));
    }
    expect(stdout).toMatch(/^ {2}sum +1$/m);
    expect(stdout).not.toContain('wrong');
  });

  test.each([
    ['no list', 'summary: () => 5,'],
    ['a list of no tables', 'summary: () => [{ rows: [[1]] }],'],
    ['a table whose rows are no lists', "summary: () => [{ head: ['a'], rows: [1] }],"],
    ['an exception', "summary: () => { throw new TypeError('no tables'); },"],
  ])('are replaced by keys and values if they are wrong: %s', async (what, more) => {
    const path = file(
      directory,
      `summary-${what.replaceAll(' ', '-')}.mjs`,
      demoSource('return { sum: 2 };', { more }),
    );
    const { stdout, stderr, exitCode } = await pyconc(['run', path]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}sum +2$/m);
    expect(stderr).toMatch(/^pyconc: the summary of mine cannot be shown: TypeError: .*tables/);
  });
});

test('a result that cannot be read fails the run, with the place in the demo and no other frame', async () => {
  const more = "result() { throw new RangeError('no result'); },";
  const { stdout, exitCode } = await pyconc(['run', file(directory, 'no-result.mjs', demoSource('', { more }))], {
    env: { COLUMNS: '300' },
  });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/The program failed: RangeError: no result\n +at .*no-result\.mjs:\d+:\d+\)?\n\n/);
  expect(stdout).toContain('It failed with RangeError: no result, and no declared outcome says that it may.');
});
