import { describe, expect, test } from 'vitest';
import { demoSource, file, folder, pyconc, widest } from './pyconc.js';

const directory = folder();

const before = `
  const lock = new Lock('buffer lock');
  export function hold() { lock.acquire(); log('has it'); sleep(0.3); lock.release(); }
  export function want() { sleep(0.1); lock.acquire(); log('has it, too'); lock.release(); }`;
const main = `const threads = [new Thread({ target: hold }), new Thread({ target: want })];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();`;
const handOver = file(directory, 'hand-over.mjs', demoSource(main, { before }));

test('--view lanes shows which threads hold, wait and sleep', async () => {
  const { stdout, stderr, exitCode } = await pyconc(['run', handOver, '--view', 'lanes']);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/^ +MainThread +Thread-1 +Thread-2$/m);
  expect(stdout).toMatch(/^ +\d+\.\d{3} {2}┊ +┃ +┊ waits for buffer$/m);
  expect(stdout).toMatch(/^ +┊ +┃ +┊ lock, held by$/m);
  expect(stdout).toMatch(/^ +\d+\.\d{3} {2}\S .*┃ has it, too$/m);
});

// The width of a lane does not depend on its glyphs, nor on the clock: they are looked at in one width.
test.each([
  [100, [[]]],
  [80, [[], ['--ascii'], ['--speed', 'max']]],
  [50, [[]]],
])('at %i columns nothing is wider', async (columns, options) => {
  for (const more of options as string[][]) {
    const { stdout } = await pyconc(['run', handOver, '--view', 'lanes', ...more], { env: { COLUMNS: `${columns}` } });
    expect(widest(stdout)).toBeLessThanOrEqual(columns);
    expect(stdout).toContain(more.includes('--ascii') ? '# has it' : '┃ has it');
  }
});

test('a hot loop fits on one screen', async () => {
  const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', '--view', 'lanes'], {
    env: { COLUMNS: '100' },
  });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout.split('\n').length).toBeLessThan(150);
});

test('on too narrow a terminal, the list is shown instead, with the reason', async () => {
  const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-race', '--view', 'lanes', '--param', 'count=9'], {
    env: { COLUMNS: '50' },
  });
  expect(exitCode).toBe(0);
  expect(stderr).toBe('pyconc: 5 threads need 77 columns, and there are 50: the log is shown as a list.');
  expect(stdout).toMatch(/^ +\d+\.\d{3} {2}MainThread +started$/m);
  expect(stdout).not.toContain('waits');
});

test('--trace waits shows waits in the list, and in ndjson', async () => {
  const { stdout } = await pyconc(['run', handOver, '--trace', 'waits'], { env: { COLUMNS: '120' } });
  expect(stdout).toMatch(/Thread-2 \(want\) +waits in Lock\.acquire for buffer lock, held by Thread-1 \(hold\)$/m);
  const lines = (await pyconc(['run', handOver, '--trace', 'waits', '--format', 'ndjson'])).stdout.split('\n');
  const ops = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'op');
  const ofTwo = ops.filter(({ thread }) => thread.startsWith('Thread-2')).map(({ op, kind }) => `${op} ${kind}`);
  expect(ofTwo).toEqual([
    'waiting clock',
    'resumed clock',
    'waiting Lock',
    'resumed Lock',
    'acquired Lock',
    'released Lock',
  ]);
});

test('processes that share a lock are shown as holding it', async () => {
  const source = demoSource(
    `const processes = [new Process({ target: hold, name: 'holder' }), new Process({ target: want, name: 'wanter' })];
    for (const process of processes) process.start();
    for (const process of processes) process.join();`,
    {
      before: `
      import { Lock as CommonLock, Process, Queue } from 'pyconc/multiprocessing';
      const common = new CommonLock('door');
      const ready = new Queue(0, 'signs');
      export function hold() { common.acquire(); ready.put('taken'); sleep(2); log('has it'); sleep(2); common.release(); }
      export function want() { ready.get(); common.acquire(); log('has it, too'); common.release(); }`,
    },
  );
  const path = file(directory, 'common.mjs', source);
  const { stdout, exitCode } = await pyconc(['run', path, '--view', 'lanes'], { env: { COLUMNS: '120' } });
  expect(exitCode).toBe(0);
  expect(stdout.match(/^ +MainThread/gm)).toHaveLength(1);
  expect(stdout).toMatch(/waits for door$/m);
  expect(stdout).toMatch(/┃ has it +┊/);
  expect(stdout).toMatch(/┃ has it, too$/m);
});

describe('--view lanes --trace ops', () => {
  const lanesOf = (count: number, columns = 120) =>
    pyconc(
      ['run', 'lock-race', '--variant', 'locked', '--param', `count=${count}`, '--view', 'lanes', '--trace', 'ops'],
      { env: { COLUMNS: `${columns}` } },
    );

  test('shows each operation in the lane of its thread, with holders and waiting threads', async () => {
    const { stdout, stderr, exitCode } = await lanesOf(2);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const operations = stdout.match(/(acquired|released) counter lock|(load|store) with lock = -?\d+/g) ?? [];
    const update = ['acquired', 'load', 'store', 'released'];
    expect(operations.map((text) => text.split(' ')[0])).toEqual([...update, ...update, ...update, ...update]);
    expect(stdout).toMatch(/┃ store with lock = -?1/);
    expect(stdout).toMatch(/┊ waits for Thread-1 to end/);
  });

  test('shows the first operations, says that there are more, and continues with the log', async () => {
    const { stdout, exitCode } = await lanesOf(100);
    expect(exitCode).toBe(0);
    expect(stdout.match(/(acquired|released) counter lock|(load|store) with lock = -?\d+/g)).toHaveLength(200);
    expect(stdout.match(/no more are shown in lanes/g)).toHaveLength(1);
    expect(stdout).toMatch(/no more are shown[\s\S]*all threads are done/);
  });

  test('becomes a list of the same operations where lanes do not fit', async () => {
    const { stdout, stderr, exitCode } = await lanesOf(2, 40);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('the log is shown as a list');
    expect(stdout.replace(/\n +/g, ' ').match(/store with lock = -?\d/g)).toHaveLength(4);
    expect(widest(stdout)).toBeLessThanOrEqual(40);
  });
});
