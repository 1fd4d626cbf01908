/** Programs under other people's loaders and test runners. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeProject, type } from '../project.js';

const typed = `
  import { log, Value } from 'pyconc';
  import { Lock, Thread } from 'pyconc/threading';

  enum Step { one = 1, two }
  interface Unused {
    readonly lines: 'that are gone when this is compiled';
  }

  const total: Value = new Value('i', 0, 'total');
  const lock: Lock = new Lock('the lock');

  export function add(step: Step): void {
    lock.with(() => (total.value += step));
  }

  export function main(): number {
    const threads = [Step.one, Step.two].map((step) => new Thread({ target: add, args: [step] }));
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
    return total.value;
  }

  export function hang(): void {
    lock.acquire();
    lock.acquire(); // second
  }

  export function fail(): void {
    throw new RangeError('too far'); // thrown
  }
`;

/** \`line:\` of the source that has this in it. */
const lineOf = (text: string) => typed.split('\n').findIndex((line) => line.includes(text)) + 1;

const jobs = `
  import { Value } from 'pyconc';
  import { Barrier, Thread } from 'pyconc/threading';

  const total = new Value('i', 0, 'total');
  const barrier = new Barrier(1, { action: addHundred });
  export function addHundred() { total.value += 100; }
  export function pass() { barrier.wait(); return total.value; }
  export function add(count) { total.value += count; }
  export const count = (...counts) => {
    for (const each of counts) {
      const thread = new Thread({ target: add, args: [each] });
      thread.start();
      thread.join();
    }
    return total.value;
  };
  const inner = () => total.value + 1;
  export { inner as renamed };
  export const innerByItsName = inner;
  export default function byDefault() { return 'by default'; }
  function hidden() {}
  export const give = () => hidden;
`;

const demo = `
  import { defineDemo, Value } from 'pyconc';
  import { Thread } from 'pyconc/threading';
  const total = new Value('i', 0, 'total');
  export function add(count) { total.value += count; }
  export default defineDemo({
    name: 'mine', title: 'Mine', topic: 'threads', about: { question: 'What happens?' },
    main() { const thread = new Thread({ target: add, args: [2] }); thread.start(); thread.join(); },
    result: () => total.value,
    outcomes: [{ name: 'two', grade: 'expected', because: 'It adds.', when: ({ result }) => result === 2 }],
  });
`;

/** The same tests for each runner; only the form of an expectation differs. */
const tests = `
  import assert from 'node:assert/strict';
  import { run } from 'pyconc';
  import demo from '../demo.js';
  import byDefault, { count, give, pass } from '../jobs.js';

  const quiet = { onEvent() {} };
  const jobs = new URL('../jobs.js', import.meta.url);
  const refusal = /is in a file of tests, .* write run\\(new URL\\('\\.\\/jobs\\.js', import\\.meta\\.url\\), '(own|main)'\\)/;
  export function own() { return 1; }

  test('by function', async () => {
    assert.equal((await run(count, { args: [1, 2], ...quiet })).result, 3);
    assert.equal((await run(byDefault, quiet)).result, 'by default');
    assert.equal((await run(pass, quiet)).result, 100);
  });
  test('by name', async () => assert.equal((await run(jobs, 'count', { args: [3, 4], ...quiet })).result, 7));
  test('hidden', async () => {
    const { reason, error } = await run(give(), quiet);
    assert.equal(reason, 'failed');
    assert.match(error.message, /^hidden is not exported by .*jobs\\.js/);
  });
  test('of the tests themselves', async () => {
    await assert.rejects(run(own, quiet), refusal);
    await assert.rejects(run(() => 1, quiet), refusal);
    await assert.rejects(run(new URL(import.meta.url), quiet), refusal);
  });
  test('a demo', async () => {
    for (const given of [demo, new URL('../demo.js', import.meta.url)]) {
      const { result, outcome } = await run(given, quiet);
      assert.deepEqual([result, outcome.name], [2, 'two']);
    }
  });
  test('helped', async () => {
    const { error } = await run(new URL('../helper.js', import.meta.url), 'main', quiet);
    assert.match(error.message, HELPED);
  });
`;

let project: string;

beforeAll(() => {
  project = makeProject('loaders', {
    'jobs.ts': typed,
    'jobs.js': jobs,
    'demo.js': demo,
    'helper.js': `export function main() {}\ndescribe('not for threads', () => {});`,
    'own.ts': `import { run } from 'pyconc';
      import { fail, hang, main } from './jobs.ts';
      for (const each of process.argv[2] === 'fail' ? [fail] : [main, hang, fail]) {
        const { reason, result }: { reason: string; result?: unknown } = await run(each as () => unknown);
        console.log(reason, result);
      }`,
    'by-url.js': `import { run } from 'pyconc';
      const { reason, result } = await run(new URL('./jobs.ts', import.meta.url));
      console.log(reason, result);`,
    'mine.ts': `import { defineDemo } from 'pyconc';
      import { hang } from './jobs.ts';
      export default defineDemo({
        name: 'mine', title: 'Mine', topic: 'threads', about: { question: 'What happens?' },
        main: hang as () => void, outcomes: [],
      });`,
    'mine.tsx': `const one: number = 1;`,
    'process.ts': `import { log, run } from 'pyconc';
      import { Process } from 'pyconc/multiprocessing';
      enum Word { hello = 'hello' }
      export function work(): void { log(Word.hello); }
      export function main(): void {
        const process = new Process({ target: work });
        process.start();
        process.join();
      }
      await run(main);`,
    'vitest/tests.test.js': `import { test } from 'vitest';\n${tests.replace('HELPED', '/needs a test runner/')}`,
    'node/tests.test.js': `import { test } from 'node:test';\n${tests.replace('HELPED', '/needs a test runner/')}`,
    'common/package.json': '{ "type": "commonjs" }',
    'common/own.ts': `import { run } from 'pyconc';\nexport function main(): void {}\nrun(main);`,
    'common/required.cjs': `const { Value } = require('pyconc');
      const count = new Value('i', 0);
      exports.add = function add() { count.value += 1; };
      exports.count = () => count.value;`,
    'common/own.cjs': `const { run, Value } = require('pyconc');
      const { Thread } = require('pyconc/threading');
      const own = new Value('i', 0);
      const { add, count } = require('./required.cjs');
      exports.work = function work() { own.value += 1; add(); };
      exports.main = function main() {
        for (const target of [exports.work, add]) {
          const thread = new Thread({ target });
          thread.start();
          thread.join();
        }
        exports.work();
        return [own.value, count()].join();
      };
      run(exports.main).then(({ reason, result }) => console.log(reason, result));`,
  });
});

describe('under tsx', () => {
  // One of them runs all three programs; all threads get the same loader.
  test.each(['tsx own.ts', 'node --import tsx own.ts fail', "NODE_OPTIONS='--import tsx' node own.ts fail"])(
    'threads load TypeScript, and places are those of the source: %s',
    async (command) => {
      const { stdout, stderr } = await type(command, project);
      const isAll = !command.endsWith('fail');
      expect(stdout).toBe(isAll ? 'completed 3\nhung undefined\nfailed undefined' : 'failed undefined');
      const at = (line: number) => `${join(project, 'jobs.ts')}:${line}`;
      const timeless = stderr.replace(/ since \d+\.\d{3} s/g, '');
      if (isAll) expect(timeless).toContain(`the lock, which it holds itself\n      ${at(lineOf('// second'))}  `);
      expect(stderr).toContain(`at fail (${at(lineOf('// thrown'))}:`);
      expect(stderr).not.toContain('node_modules/pyconc');
    },
  );

  test('a program is found by its URL, whichever tool has compiled it here', async () => {
    expect((await type('node --import tsx by-url.js', project)).stdout).toBe('completed 3');
  });

  test('a demo is loaded by the command, and its diagnosis names the line', async () => {
    const command = 'node node_modules/pyconc/bin/pyconc.js run ./mine.ts';
    const { stdout, stderr } = await type(`NODE_OPTIONS='--import tsx' ${command}`, project);
    expect({ stdout, stderr }).toMatchObject({
      stderr: '',
      stdout: expect.stringContaining('No thread can continue:'),
    });
    expect(stdout.replaceAll(/\s+/g, '')).toContain(`jobs.ts:${lineOf('// second')}`);
  });

  test('processes load TypeScript, too', async () => {
    const { stdout, stderr } = await type('node --import tsx process.ts', project);
    expect({ stdout, stderr }).toEqual({ stdout: 'hello', stderr: '' });
  });

  test('a program that tsx turns into CommonJS, and pyconc with it, gets an error that says what to write', async () => {
    const { stderr } = await type('tsx own.ts', join(project, 'common'));
    expect(stderr).toMatch(/^Error: two copies of pyconc are loaded in this thread.* write "type": "module"/m);
  });
});

describe('without a loader', () => {
  const isLoaded = Boolean((process.features as { typescript?: unknown }).typescript);

  test.skipIf(isLoaded)('the command says what to type before it', async () => {
    for (const file of ['mine.ts', 'mine.tsx']) {
      const { stderr, exitCode } = await type(`node node_modules/pyconc/bin/pyconc.js run ./${file}`, project);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/cannot load \.tsx? files: .*\n.* type NODE_OPTIONS='--import tsx' before the command\./);
    }
  });

  test.skipIf(isLoaded)('a thread that cannot load TypeScript says what can be done', async () => {
    const { stdout, stderr } = await type('node by-url.js', project);
    expect(stdout).toBe('failed undefined');
    expect(stderr).toMatch(/cannot load .*jobs\.ts in a thread, .*`node --import tsx file\.ts`.*run\(new URL\(/);
  });

  test('modules of CommonJS share what they make, whichever module requires them', async () => {
    expect((await type('node own.cjs', join(project, 'common'))).stdout).toBe('completed 2,3');
  });
});

describe('under a test runner', () => {
  test.each(['forks', 'threads', 'vmThreads', 'vmForks', 'forks --no-isolate'])(
    'programs of other files run, and an error says where to move those of the tests: vitest --pool %s',
    async (pool) => {
      const { stdout, stderr } = await type(`vitest run --root vitest --pool ${pool}`, project);
      expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringMatching(/\b6 passed\b/) });
    },
  );

  test.each(['node --test', 'node tests.test.js'])('the same by %s', async (command) => {
    const { stdout, stderr } = await type(command, join(project, 'node'));
    expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringMatching(/\bpass 6\b/) });
  });
});
