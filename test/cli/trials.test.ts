import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { file, folder, pyconc } from './pyconc.js';

const directory = folder();

interface Row {
  readonly variant: string | null;
  readonly params: Record<string, unknown>;
  readonly start: string;
  readonly trials: number;
  readonly hits: number;
  readonly rate: number | null;
  readonly firstHit: number | null;
  readonly overlap: number;
  readonly seconds: number;
  readonly load: { readonly start: number | null; readonly end: number | null };
  readonly outcomes: readonly { readonly name: string | null; readonly grade: string; readonly count: number }[];
  readonly undeclared: readonly {
    readonly trial: number;
    readonly count: number;
    readonly reason: string;
    readonly thread: string | null;
    readonly error: { readonly type: string; readonly message: string } | null;
    readonly at: string | null;
  }[];
  readonly batches: readonly { readonly trials: number; readonly hits: number }[];
}

async function tried(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, exitCode } = await pyconc(['trials', ...words, '--json'], { env });
  // Where it takes long, it says so now and then.
  expect(stderr.replace(/^.* (?:so far |getting ready).*\n?/gm, '')).toBe('');
  const document = JSON.parse(stdout) as { rows: Row[]; partial?: true; warnings: { code: string }[]; seed: number };
  return { document, row: document.rows[0] as Row, exitCode };
}

const counts = ({ outcomes }: Row) => Object.fromEntries(outcomes.map(({ name, count }) => [name, count]));

/** A demo in which every second trial, by its random number, is odd; `main` may do more before. */
function demo(name: string, main: string, { before = '', more = '', outcomes = '' } = {}): string {
  const source = `
    import { defineDemo, random, Value, SharedList, sleep } from 'pyconc';
    import { Thread } from 'pyconc/threading';
    import { existsSync, appendFileSync, writeFileSync } from 'node:fs';
    ${before}
    export default defineDemo({
      name: '${name}', title: 'A demo of a test', topic: 'threads', about: { question: 'What happens?' },
      main({ params, variant }) { ${main} },
      ${more}
      outcomes: [${outcomes}
        { name: 'odd', grade: 'interesting', because: 'It is.', when: ({ result }) => result === 'odd' },
        { name: 'even', grade: 'expected', because: 'It is.', when: ({ reason }) => reason === 'completed' },
      ],
    });`;
  return file(directory, `${name}.mjs`, source);
}

describe('every trial is counted', () => {
  test('with its outcome, and starts from the memory that the first started from', async () => {
    const path = demo(
      'memory',
      "mine.value += 1; list.append(mine.value); return mine.value === 1 && list.length === 1 ? 'even' : 'odd';",
      {
        before: "const mine = new Value('i', 0); const list = new SharedList();",
      },
    );
    const { row, document, exitCode } = await tried([path, '-n', '60', '--batches', '3', '--seed', '5']);
    expect(counts(row)).toEqual({ odd: 0, even: 60, null: 0 });
    expect(row.batches).toEqual([20, 20, 20].map((trials) => ({ trials, hits: 0 })));
    expect({ exitCode, rate: row.rate, seed: document.seed }).toEqual({ exitCode: 0, rate: 0, seed: 5 });
  });

  test('those that fail, hang, or lose a worker too, and the next one starts clean', async () => {
    const path = demo(
      'trouble',
      `const trial = readTrial();
       if (trial === 1) throw new Error('main fails');
       if (trial === 2) { const t = new Thread({ target: fails }); t.start(); t.join(); }
       if (trial === 3) { const t = new Thread({ target: leaves }); t.start(); t.join(); }
       if (trial === 4) process.reallyExit(1);
       if (trial === 5) { lock.acquire(); lock.acquire(); }
       if (trial === 6) { const t = new Thread({ target: eats }); t.start(); t.join(); }
       if (trial === 7) { new Thread({ target: stays, daemon: true }).start(); }
       if (trial === 8) process.exit(1);
       if (trial === 9) { new Thread({ target: joinsMain }).start(); }
       seen.value += 1;
       return seen.value === 1 ? 'even' : 'odd';`,
      {
        before: `import { Lock, mainThread } from 'pyconc/threading';
          import { readFileSync } from 'node:fs';
          const lock = new Lock(); const seen = new Value('i', 0);
          const log = '${directory}/trouble.log';
          // Files are not put back between trials.
          function readTrial() { appendFileSync(log, '.'); return readFileSync(log, 'utf8').length; }
          export function fails() { throw new Error('a thread fails'); }
          export function leaves() { process.exit(1); }
          export function eats() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }
          export function stays() { for (;;) sleep(1000); }
          export function joinsMain() { mainThread().join(); }`,
        outcomes: `
          { name: 'hung', grade: 'interesting', because: 'It hung.', when: ({ reason }) => reason === 'hung' },
          { name: 'exit', grade: 'interesting', because: 'A thread left.', when: ({ threads }) => threads.some(({ end }) => end === 'exit') },
          { name: 'died', grade: 'interesting', because: 'A worker died.', when: ({ threads }) => threads.some(({ end }) => end === 'killed') },
          { name: 'threw', grade: 'interesting', because: 'It threw.', when: ({ reason }) => reason === 'failed' },`,
      },
    );
    // A small memory fills up sooner.
    const { row, exitCode } = await tried([path, '-n', '20', '--batches', '2'], {
      NODE_OPTIONS: '--max-old-space-size=64',
    });
    // A trial that loses its MainThread fits no declared outcome.
    expect(counts(row)).toEqual({ hung: 1, exit: 2, died: 1, threw: 2, odd: 0, even: 13, null: 1 });
    expect({ trials: row.trials, hits: row.hits, exitCode }).toEqual({ trials: 20, hits: 7, exitCode: 1 });
  });

  test('with the lines that all its threads logged, even if it hangs', async () => {
    const source = `
      import { defineDemo, log } from 'pyconc';
      import { Lock, Thread } from 'pyconc/threading';
      const lock = new Lock();
      export function say(word) { log('says', word); console.log('and goes on'); }
      function main({ variant }) {
        if (variant === 'long') for (let i = 0; i < 20; i++) log('x'.repeat(2 ** 16));
        const thread = new Thread({ target: say, args: ['ä'], name: 'sayer' });
        thread.start();
        thread.join();
        if (variant === 'hangs') { lock.acquire(); lock.acquire(); }
        log('has joined it');
      }
      const inAll = ({ lines }) => lines.map(({ thread, text }) => thread + ' ' + text).join('; ');
      const said = 'sayer says ä; sayer and goes on';
      export default defineDemo({
        name: 'logged', title: 'A demo of a test', topic: 'threads', about: { question: 'What happens?' },
        variants: { ends: '', hangs: '', long: '' },
        main,
        result: (run) => (inAll(run).length < 1000 ? inAll(run) : ''),
        outcomes: [
          { name: 'joined', grade: 'expected', because: 'It is.', when: (run) => inAll(run) === said + '; MainThread has joined it' && inAll(run) === run.result },
          { name: 'stuck', grade: 'interesting', because: 'It is.', when: (run) => run.reason === 'hung' && inAll(run) === said && inAll(run) === run.result },
        ],
      });`;
    const path = file(directory, 'logged.mjs', source);
    const words = [path, '-n', '6', '--batches', '2', '--arena', '8'];
    expect(counts((await tried(words)).row)).toEqual({ joined: 6, stuck: 0, null: 0 });
    expect(counts((await tried([...words, '--variant', 'hangs'])).row)).toEqual({ joined: 0, stuck: 6, null: 0 });
    const tooLong = await pyconc(['trials', ...words, '--variant', 'long']);
    expect(tooLong.stdout.replace(/\s+/g, ' ')).toContain('the log is too long to be kept for outcomes');
  });

  test('those without a declared outcome, with the first of each kind, in JSON and in text', async () => {
    const source = `
      import { defineDemo } from 'pyconc';
      import { Lock, Thread } from 'pyconc/threading';
      import { appendFileSync, readFileSync } from 'node:fs';
      const lock = new Lock();
      const log = process.env.UNDECLARED_LOG;
      function readTrial() { appendFileSync(log, '.'); return readFileSync(log, 'utf8').length; }
      export function fails(trial) { throw new TypeError('thread of trial ' + trial); }
      function judge(result) { if (result === 'unjudged') throw new Error('when fails'); return result === 'whole'; }
      export default defineDemo({
        name: 'undeclared', title: 'A demo of a test', topic: 'threads', about: { question: 'What happens?' },
        main() {
          const trial = readTrial();
          if (trial === 2) throw new RangeError('main \\x1b[2Jfails');
          if (trial === 4 || trial === 7) { const t = new Thread({ target: fails, args: [trial] }); t.start(); t.join(); }
          if (trial === 5) { lock.acquire(); lock.acquire(); }
          if (trial === 6) process.reallyExit(3);
          return { 8: 'neither', 9: 'unjudged' }[trial] ?? 'whole';
        },
        outcomes: [
          { name: 'whole', grade: 'expected', because: 'It is.', when: ({ result, reason }) => reason === 'completed' && judge(result) },
        ],
      });`;
    const path = file(directory, 'undeclared.mjs', source);
    const words = [path, '-n', '10', '--batches', '1', '--start', 'aligned'];
    const { document, exitCode } = await tried(words, { UNDECLARED_LOG: `${directory}/undeclared-1.log` });
    const lineOf = (text: string) => source.split('\n').findIndex((line) => line.includes(text)) + 1;
    const told = document.rows[0]?.undeclared.map(({ trial, count, reason, thread, error, at }) => ({
      ...{ trial, count, reason, thread, error: error && `${error.type}: ${error.message}` },
      line: at === null ? null : Number(/:(\d+):\d+$/.exec(at)?.[1]),
      isHere: at === null || at.startsWith(path),
    }));
    expect(told).toEqual([
      {
        trial: 2,
        count: 1,
        reason: 'failed',
        thread: 'MainThread',
        error: 'RangeError: main \x1b[2Jfails',
        line: lineOf('new RangeError'),
        isHere: true,
      },
      {
        trial: 4,
        count: 2,
        reason: 'failed',
        thread: 'Thread-1 (fails)',
        error: 'TypeError: thread of trial 4',
        line: lineOf('new TypeError'),
        isHere: true,
      },
      { trial: 5, count: 1, reason: 'hung', thread: null, error: null, line: null, isHere: true },
      {
        trial: 6,
        count: 1,
        reason: 'failed',
        thread: 'MainThread',
        error: expect.stringMatching(/code 3/),
        line: null,
        isHere: true,
      },
      { trial: 8, count: 1, reason: 'completed', thread: null, error: null, line: null, isHere: true },
      {
        trial: 9,
        count: 1,
        reason: 'completed',
        thread: null,
        error: 'Error: when fails',
        line: lineOf('when fails'),
        isHere: true,
      },
    ]);
    expect(exitCode).toBe(1);

    const quiet = await pyconc(['trials', ...words, '-q'], {
      env: { UNDECLARED_LOG: `${directory}/undeclared-2.log` },
    });
    expect(quiet.stderr).toMatch(
      /undeclared, trial 2: MainThread ended with RangeError: main fails,.*\n {2}at .*undeclared\.mjs:\d+:\d+\n/,
    );
    expect(quiet.stderr).toMatch(
      /trial 4: Thread-1 \(fails\) ended with TypeError: .*\n {2}at .*\n {2}2 trials were of this kind\./,
    );
    expect(quiet.exitCode).toBe(1);
  });

  test('one that hangs is judged while it hangs, and its threads leave their workers to the next trial', async () => {
    const path = demo(
      'hangs',
      `const threads = [waits, insists, tidies].map((target) => new Thread({ target }));
       for (const thread of threads) thread.start();
       new Thread({ target: stays, daemon: true }).start();
       try { for (const thread of threads) thread.join(); } finally { touched.value += 1; }`,
      {
        before: `import { Event, Lock, getNativeId } from 'pyconc/threading';
          const never = new Event(); const held = new Lock(); const touched = new Value('i', 0);
          export function waits() { note(); held.acquire(); held.acquire(); }
          // Catches the unwinding error, and waits again, a few times.
          export function insists() { for (let i = 0; i < 5; i++) try { never.wait(); } catch {} }
          // On its way out it waits as well, and changes the value that is judged.
          export function tidies() { try { never.wait(); } finally { touched.value += 1; try { held.acquire(); } finally { new Thread({ target: waits }).start(); } } }
          export function stays() { never.wait(); }
          function note() { appendFileSync('${directory}/hangs.log', getNativeId() + ' '); }`,
        more: 'result: () => touched.value,',
        outcomes: `{ name: 'hung', grade: 'interesting', because: 'It hung.', when: ({ reason, result, threads }) => reason === 'hung' && result === 0 && threads.length === 5 && threads.every(({ end }) => end === 'alive') },`,
      },
    );
    const { row, exitCode } = await tried([path, '-n', '40', '--batches', '1', '--timeout', '20']);
    expect(counts(row)).toEqual({ hung: 40, odd: 0, even: 0, null: 0 });
    expect(exitCode).toBe(0);
    const workers = readFileSync(`${directory}/hangs.log`, 'utf8').trim().split(' ');
    expect(workers).toHaveLength(40);
    expect(new Set(workers).size).toBeLessThan(10);
  });

  test('one whose threads wait in queues leaves none of them there for the next trial on the same workers', async () => {
    const path = demo(
      'lines',
      `const threads = [getsItem, getsPermit].map((target) => new Thread({ target }));
       for (const thread of threads) thread.start();
       sleep(1);
       if (now() < 1) list.append('a sleep that was cut short');
       condition.with(() => { try { condition.wait(); } catch (error) { note(error); throw error; } });`,
      {
        before: `import { now } from 'pyconc'; import { Queue } from 'pyconc/queue'; import { Condition, Semaphore } from 'pyconc/threading';
          const queue = new Queue(); const permits = new Semaphore(0); const condition = new Condition(); const list = new SharedList();
          function note(error) { if (error instanceof Error) list.append(String(error)); }
          export function getsItem() { try { queue.get(); } catch (error) { note(error); throw error; } }
          // On its way out it notifies other threads, which may have left already.
          export function getsPermit() { try { permits.acquire(); } catch (error) { note(error); throw error; } finally { condition.with(() => condition.notifyAll()); } }`,
        more: 'result: () => list.toArray(),',
        outcomes: `{ name: 'hung', grade: 'interesting', because: 'It hung.', when: ({ reason, result }) => reason === 'hung' && result?.length === 0 },`,
      },
    );
    const { row } = await tried([path, '-n', '30', '--batches', '1', '--timeout', '20']);
    expect(counts(row)).toEqual({ hung: 30, odd: 0, even: 0, null: 0 });
  });

  test('one with a full memory still starts the threads that fit, and does not count the refused ones', async () => {
    const path = demo(
      'full',
      `let refused = 0;
       const steps = [240, 496, 1008].flatMap((size) => [0, 1, 2, 3, 4, 5].map((lines) => ({ size, lines })));
       for (const { size } of steps) pieces.append('x'.repeat(size));
       // The list itself must not need any more.
       for (let i = 0; i < 500; i++) crumbs.append(i);
       crumbs.clear();
       for (let i = 0; i < 20; i++) crumbs.append(crumb);
       for (const size of [500_000, 100_000, 10_000, 1000, 40]) fill(list, 'x'.repeat(size));
       // One piece of memory for the thread's own work, and some of 64 bytes: its other allocations fail once at each step.
       for (const [i, { lines }] of steps.entries()) {
         fill(crumbs, crumb);
         pieces[i] = 0;
         for (let n = 0; n < lines; n++) crumbs.pop();
         const thread = new Thread({ target: fails });
         try { thread.start(); thread.join(); } catch { refused++; }
       }
       return refused > 0 && refused < steps.length ? 'even' : 'odd';`,
      {
        before: `const [list, pieces, crumbs] = [new SharedList(), new SharedList(), new SharedList()]; const crumb = 'x'.repeat(40);
          function fill(list, text) { try { for (;;) list.append(text); } catch (error) { if (error.name !== 'MemoryError') throw error; } }
          // Throwing an error takes memory, too.
          export function fails() { throw new Error('x'.repeat(100_000)); }`,
        outcomes: `{ name: 'failed', grade: 'interesting', because: 'Threads failed.', when: ({ result, threads }) => result === 'even' && threads.slice(1).every(({ end, error }) => end === 'exception' && error.type === 'MemoryError') },`,
      },
    );
    const { row } = await tried([path, '-n', '6', '--batches', '1', '--arena', '1', '--timeout', '60']);
    expect(counts(row)).toEqual({ failed: 6, odd: 0, even: 0, null: 0 });
  });

  test('of thousands that end, none is mistaken for a hang', async () => {
    const { row, exitCode } = await tried(['lock-race', '--start', 'aligned', '--batches', '1', '-n', '5000']);
    expect(row.outcomes.find(({ name }) => name === null)?.count).toBe(0);
    expect(exitCode).toBe(0);
  });

  test('one that hangs, with a result that would wait and a thread that never leaves, is counted too', async () => {
    const path = demo('stubborn', 'new Thread({ target: stays }).start(); lock.acquire(); lock.acquire();', {
      before: `import { Event, Lock } from 'pyconc/threading';
        const lock = new Lock(); const never = new Event();
        export function stays() { for (;;) try { never.wait(); } catch {} }`,
      more: 'result: () => lock.with(() => 1),',
      outcomes:
        "{ name: 'hung', grade: 'interesting', because: 'It hung.', when: ({ reason, result }) => reason === 'hung' && result === undefined },",
    });
    const { row } = await tried([path, '-n', '4', '--batches', '2', '--timeout', '20']);
    expect(counts(row)).toEqual({ hung: 4, odd: 0, even: 0, null: 0 });
  });

  test('one in which a thread polls until another has slept ends as a run does', async () => {
    const path = demo(
      'polls',
      `const t = new Thread({ target: polls }); t.start(); sleep(60); flag.value = 1; t.join(); return 'even';`,
      { before: "const flag = new Value('i', 0); export function polls() { while (flag.value === 0); }" },
    );
    const { row, exitCode } = await tried([path, '-n', '6', '--batches', '2', '--timeout', '20']);
    expect(counts(row)).toEqual({ odd: 0, even: 6, null: 0 });
    expect(exitCode).toBe(0);
  });

  test('a worker that is lost before the first trial costs none', async () => {
    const path = demo('stillborn', "return 'even';", {
      before: `import { isMainThread } from 'node:worker_threads';
        const marker = '${directory}/stillborn';
        if (!isMainThread && !existsSync(marker)) { writeFileSync(marker, ''); process.reallyExit(1); }`,
    });
    const { row, exitCode } = await tried([path, '-n', '5', '--batches', '1']);
    expect(counts(row)).toEqual({ odd: 0, even: 5, null: 0 });
    expect(exitCode).toBe(0);
  });

  test('one that takes longer than --timeout has failed', async () => {
    const path = demo(
      'slow',
      `if (!existsSync('${directory}/slow')) { writeFileSync('${directory}/slow', ''); for (;;); } return 'even';`,
    );
    const { row, exitCode } = await tried([path, '-n', '5', '--batches', '1', '--timeout', '4']);
    expect(counts(row)).toEqual({ odd: 0, even: 4, null: 1 });
    expect(row.undeclared).toMatchObject([{ trial: 1, count: 1, reason: 'timeout', error: null }]);
    expect(exitCode).toBe(1);
  });

  test('one that takes longer has the outcome that is declared for that', async () => {
    const outcomes =
      "{ name: 'late', grade: 'interesting', because: 'It is.', onTimeout: true, when: ({ reason }) => reason === 'timeout' },";
    const path = demo('late', 'for (;;);', { outcomes });
    const { row, exitCode } = await tried([path, '-n', '1', '--batches', '1', '--timeout', '2']);
    expect(counts(row)).toMatchObject({ late: 1, null: 0 });
    expect(exitCode).toBe(0);
  });

  test('daemons that start daemons until they are ended do not delay the end of a trial', async () => {
    const path = demo(
      'offspring',
      "new Thread({ target: goOn, daemon: true }).start(); const end = performance.now() + 5; while (performance.now() < end); return 'even';",
      {
        before: `export function goOn() {
          new Thread({ target: goOn, daemon: true }).start();
          const end = performance.now() + 1; while (performance.now() < end);
        }`,
      },
    );
    const { row } = await tried([path, '-n', '10', '--batches', '2', '--timeout', '20']);
    expect(counts(row)).toEqual({ odd: 0, even: 10, null: 0 });
    expect(row.seconds).toBeLessThan(20);
  });

  test('MainThread is a new thread each time, without the attributes of the last one', async () => {
    const path = demo(
      'anew',
      `mine.count += 1;
       const { name, ident } = currentThread();
       currentThread().name = 'another';
       return mine.count === 1 && name === 'MainThread' && ident === getIdent() && currentThread().isAlive() ? 'even' : 'odd';`,
      {
        before: `import { currentThread, getIdent, ThreadLocal } from 'pyconc/threading';
          const mine = new ThreadLocal(() => ({ count: 0 }));`,
      },
    );
    const { row } = await tried([path, '-n', '20', '--batches', '1']);
    expect(counts(row)).toEqual({ odd: 0, even: 20, null: 0 });
  });

  test('one that ends while another thread still looks up a function leaves the clock in order', async () => {
    file(directory, 'elsewhere.mjs', 'export const holder = { hidden() {} };');
    const path = demo(
      'unfound',
      "sleep(1); try { new Thread({ target: holder.hidden }).start(); } catch { return 'even'; }",
      { before: "import { holder } from './elsewhere.mjs';" },
    );
    const { row } = await tried([path, '-n', '20000', '--batches', '1', '--time', '8', '--timeout', '3']);
    expect(counts(row)).toEqual({ odd: 0, even: row.trials, null: 0 });
  });

  test('a sleep takes no time', async () => {
    const { row } = await tried([demo('sleeps', "sleep(3600); return 'even';"), '-n', '5', '--batches', '1']);
    expect(row.trials).toBe(5);
  });
});

test('a demo that once reaches no trial within --timeout is not waited for again', async () => {
  const path = demo('late', "if (!existsSync(marker)) { writeFileSync(marker, ''); for (;;); } return 'even';", {
    before: `import { isMainThread } from 'node:worker_threads';
      const marker = '${directory}/late';
      if (!isMainThread && existsSync(marker)) await new Promise((resolve) => setTimeout(resolve, 60_000));`,
  });
  const { stderr, exitCode } = await pyconc(['trials', path, '-n', '3', '--batches', '1', '--timeout', '1']);
  expect(stderr).toMatch(/late cannot be tried: .*longer than --timeout to come to a trial/);
  expect(exitCode).toBe(2);
});

test('an object that cannot be reset between trials is refused', async () => {
  const path = demo('common', "common.value += 1; return common.value === 1 ? 'even' : 'odd';", {
    before: "import * as mp from 'pyconc/multiprocessing'; const common = new mp.Value('i', 0);",
  });
  const { stdout, stderr, exitCode } = await pyconc(['trials', path, '-n', '5', '--batches', '1']);
  expect(stderr).toMatch(/common cannot be tried: .*what processes have in common is not put back/);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

describe('the random numbers of a trial', () => {
  const path = demo('draws', "return random() < 0.5 ? 'odd' : 'even';");

  test('depend on the seed and its number, not on the division of the row', async () => {
    const [a, b, c] = await Promise.all([
      tried([path, '-n', '40', '--batches', '3', '--seed', '1']),
      tried([path, '-n', '40', '--batches', '3', '--seed', '1']),
      tried([path, '-n', '40', '--batches', '1', '--seed', '1']),
    ]);
    expect(a.row.batches).toEqual(b.row.batches);
    expect(counts(a.row)).toEqual(counts(c.row));
    expect(a.row.hits).toBeGreaterThan(5);
    expect(a.row.hits).toBeLessThan(35);
  });

  test('--stop-after says which trial had the outcome, and gives no rate', async () => {
    const { row } = await tried([path, '-n', '100', '--stop-after', '2', '--batches', '1', '--seed', '1']);
    expect(row).toMatchObject({ hits: 2, rate: null, interval: null });
    expect(row.firstHit).toBeGreaterThan(0);
    expect(row.trials).toBeLessThan(60);
  });

  test('--outcome selects another one', async () => {
    const words = [path, '-n', '40', '--batches', '1', '--seed', '1'];
    const [odd, even] = await Promise.all([tried(words), tried([...words, '--outcome', 'even'])]);
    expect(odd.row.hits + even.row.hits).toBe(40);
  });
});

test('--time ends a row, with one trial in each batch that began', async () => {
  const path = demo('long', "const end = performance.now() + 150; while (performance.now() < end); return 'even';");
  const { row } = await tried([path, '--time', '1', '--batches', '4']);
  expect(row.trials).toBeGreaterThanOrEqual(row.batches.length);
  expect(row.trials).toBeLessThan(20);
  for (const { trials } of row.batches) expect(trials).toBeGreaterThan(0);
});

test('a short --time has few batches of several trials, instead of many of one', async () => {
  const path = demo('short', "const end = performance.now() + 50; while (performance.now() < end); return 'even';");
  const { row } = await tried([path, '--time', '2']);
  expect(row.batches.length).toBeLessThanOrEqual(5);
  // The last trials may be cut short, by the end of the row.
  for (const { trials } of row.batches.slice(0, -1)) expect(trials).toBeGreaterThanOrEqual(5);
});

describe('rows', () => {
  test('of a scan have distinct names with -q, and in warnings', async () => {
    const words = ['trials', 'lock-race', '-n', '3', '--batches', '1', '-q', '--variant', 'locked'];
    const { stdout, stderr, exitCode } = await pyconc([...words, '--param', 'count=1,2,3']);
    expect(stdout.split('\n').map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      'count=1',
      'count=2',
      'count=3',
    ]);
    expect(stderr).toMatch(
      /warning: lock-race \(locked, count=1\) has 3 trials only, .*\(The same holds for count=2; count=3\.\)/,
    );
    expect(exitCode).toBe(0);
  });

  test('record the load of the machine, before and after', async () => {
    const { row } = await tried(['lock-race', '-n', '2', '--batches', '1']);
    const share = process.platform === 'win32' ? null : expect.any(Number);
    expect(row.load).toEqual({ start: share, end: share });
  });

  test('are one for each variant, value and start line, and are compared', async () => {
    const words = ['lock-race', '-n', '1', '--batches', '1', '--variant', 'locked,unlocked', '--param', 'count=1,2,1'];
    const { document } = await tried([...words, '--start', 'free', '--start', 'aligned']);
    expect(document.rows.map(({ variant, params, start }) => `${variant} ${params.count} ${start}`)).toEqual([
      'locked 1 free',
      'locked 1 aligned',
      'locked 2 free',
      'locked 2 aligned',
      'unlocked 1 free',
      'unlocked 1 aligned',
      'unlocked 2 free',
      'unlocked 2 aligned',
    ]);
    expect(document).toMatchObject({ start: null, differences: expect.any(Array) });
  });

  test("have the demo's smaller parameters, and its first variant, unless told otherwise", async () => {
    const { row } = await tried(['lock-race', '-n', '2', '--batches', '1', '--start', 'aligned']);
    expect(row.seconds).toBe(Math.round(row.seconds * 1e6) / 1e6);
    expect(row).toMatchObject({ variant: 'both', params: { count: 100 }, start: 'aligned', overlap: 1 });
  });

  test('with the lock no update is ever lost; aligned without it, nearly always one is', async () => {
    const { document, exitCode } = await tried([
      ...['lock-race', '--variant', 'locked,unlocked', '--start', 'aligned', '-n', '60', '--batches', '3'],
    ]);
    const [locked, unlocked] = document.rows;
    expect(locked?.hits).toBe(0);
    expect(unlocked?.hits).toBeGreaterThanOrEqual(40);
    expect(exitCode).toBe(0);
  });
});

describe('a bound that is not met gives exit code 3, and a sentence', () => {
  const path = demo('odd', "return 'odd';");
  const words = ['trials', path, '-q'];

  test.each([
    [['--max-rate', '0.5'], /3 of 3 is more than --max-rate 0\.5/],
    [['--min-rate', '1', '--outcome', 'even'], /0 of 3 is less than --min-rate 1/],
    [['--expect', 'even'], /expected to end as even in all trials, and did not in 3 of 3/],
    [['--min-overlap', '0.5'], /at the same time in 0 of 3, less than --min-overlap 0\.5/],
  ])('%j', async (more, message) => {
    const { exitCode, stderr, stdout } = await pyconc([...words, '-n', '3', '--batches', '1', ...more]);
    expect({ exitCode, lines: stdout.split('\n').length }).toEqual({ exitCode: 3, lines: 1 });
    expect(stderr.replace(/^pyconc: warning: .*\n?/gm, '')).toMatch(message);
  });

  test.each([
    ['--max-rate', '100%', '--min-overlap', '0'],
    ['--min-rate', '1', '--expect', 'odd'],
  ])('a bound that is met gives neither: %s %s %s %s', async (...more) => {
    // Enough trials in enough batches for no warning but the one: that these trials start no threads.
    const { exitCode, stderr, stdout } = await pyconc([...words, '-n', '30', '--batches', '5', ...more]);
    expect({ exitCode, lines: stdout.split('\n').length }).toEqual({ exitCode: 0, lines: 1 });
    expect(stderr).toMatch(/^pyconc: warning: odd starts no thread: .*$/);
  });
});

test('under `--start aligned` threads that are started together meet, and --min-overlap reports nothing', async () => {
  const words = ['lock-race', '--variant', 'locked', '--start', 'aligned', '-n', '30', '--batches', '1'];
  const { row, exitCode } = await tried([...words, '--max-rate', '0', '--min-overlap', '50%']);
  expect({ hits: row.hits, exitCode }).toEqual({ hits: 0, exitCode: 0 });
});

test('a bound that is not met names the value of the parameter', async () => {
  const words = [
    'lock-race',
    '-n',
    '2',
    '--batches',
    '1',
    '--param',
    'count=1,2',
    '--min-rate',
    '1',
    '--variant',
    'locked',
  ];
  const { stderr, exitCode } = await pyconc(['trials', ...words, '-q']);
  expect(stderr).toMatch(/locked count=1 \(start together\): 0 of 2.*locked count=2 \(start together\): 0 of 2/s);
  expect(exitCode).toBe(3);
});

describe('-o', () => {
  test.each(['json', 'ndjson', 'csv', 'md'])('saves .%s as the name ends, and shows the table', async (ending) => {
    const path = `${directory}/results.${ending}`;
    const { stdout, exitCode } = await pyconc(['trials', 'lock-race', '-n', '4', '--batches', '1', '-o', path]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Next /m);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(
      { json: /^\{\n/, ndjson: /"trials\.end"/, csv: /^demo,variant/, md: /^\| variant/ }[ending] ?? /^$/,
    );
  });

  test('with a file that cannot be written is refused before the first trial', async () => {
    const { stderr, exitCode } = await pyconc(['trials', 'lock-race', '-o', `${directory}/no/such/folder.json`]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/cannot be written: ENOENT/);
  });

  test.skipIf(!existsSync('/dev/full'))('on a full disk: results are still printed, and it is an error', async () => {
    const words = ['trials', 'lock-race', '-n', '4', '--batches', '1', '-o', '/dev/full', '--format', 'csv'];
    const { stdout, stderr, exitCode } = await pyconc(words);
    expect(exitCode).toBe(70);
    expect(stderr).toContain('/dev/full cannot be written to: ENOSPC');
    expect(stdout).toMatch(/^Next /m);
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s leaves one document with the results so far, marked as partial',
  async (signal) => {
    const marker = `${directory}/begun-${signal}`;
    const path = demo(`endless-${signal}`, `writeFileSync('${marker}', ''); return 'even';`);
    const saved = `${directory}/saved-${signal}.json`;
    const run = pyconc(['trials', path, '--time', '600', '--json', '-o', saved]);
    while (!existsSync(marker)) await pause(20);
    await pause(300);
    run.kill(signal);
    const { stdout, stderr, exitCode } = await run;
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: signal === 'SIGINT' ? 130 : 143 });
    expect(stdout).toContain('Stopped before its end');
    const { partial, rows } = JSON.parse(readFileSync(saved, 'utf8'));
    expect({ partial, rows: rows.length }).toEqual({ partial: true, rows: 1 });
    expect(rows[0].trials).toBeGreaterThan(0);
    expect(rows[0].outcomes[1].count).toBe(rows[0].trials);
  },
);

const refused: [words: string, message: RegExp][] = [
  ['', /trials needs the name of a demo.*For example: npx pyconc trials lock-race/s],
  ['lock-race deadlock', /takes one demo/],
  ['lock-rase', /Did you mean lock-race\?/],
  ['lock-race -n 0', /-n takes a whole number/],
  ['lock-race -n 10 --batches 11', /--batches 11 is more than there are trials.*-n 550/s],
  ['lock-race --time soon', /--time takes a number of seconds/],
  ['lock-race --variant locked,lokced', /no variant "lokced".*Did you mean locked\?/s],
  ['lock-race --param count=1,0', /count takes a number from 1/],
  ['lock-race --start slowly', /--start takes aligned, together, free, not "slowly".*--start aligned,together/s],
  ['lock-race --start free,alined', /--start takes aligned, together, free, not "alined".*Did you mean aligned\?/s],
  ['lock-race --format markdwon', /Did you mean markdown\?/],
  ['lock-race --variant unloked', /Did you mean unlocked\?/],
  ['lock-race --outcome luky', /Did you mean lucky\?/],
  ['lock-race --max-rate 2', /--max-rate takes a number from 0 to 1/],
  ['lock-race --min-overlap half', /--min-overlap takes a number from 0 to 1/],
  ['lock-race --min-rate 0.5 --max-rate 0.1', /--min-rate 0.5 is above --max-rate 0.1/],
  ['lock-race --stop-after 1 --max-rate 0.1', /--stop-after and --max-rate contradict.*-n/s],
  ['lock-race --json --format csv', /--json and --format csv contradict/],
  ['lock-race -q --json', /-q and --json contradict.*-o <file>/s],
];

test.each(refused)('`pyconc trials %s` is refused in a sentence, with exit code 2', async (words, message) => {
  const { stdout, stderr, exitCode } = await pyconc(['trials', ...words.split(' ').filter(Boolean)]);
  expect(stderr).toMatch(message);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

describe('threads that cannot meet', () => {
  const started = (name: string, main: string) =>
    demo(name, `${main} return 'even';`, { before: 'export function nothing() {}' });
  const make = 'const make = () => new Thread({ target: nothing });';
  const messageOf = async (path: string, start: string) => {
    const { document, row } = await tried([path, '-n', '12', '--batches', '1', '--start', start]);
    const [warning] = (document.warnings as { code: string; message: string }[]).filter(
      ({ code }) => code === 'no-overlap',
    );
    return { row, message: warning?.message ?? '' };
  };

  test.each(['together', 'aligned'])(
    'are reported as joined in turn, without a flag that would not help: %s',
    async (start) => {
      const path = started('in-turn', `${make} for (let i = 0; i < 3; i++) { const t = make(); t.start(); t.join(); }`);
      const { row, message } = await messageOf(path, start);
      expect(row).toMatchObject({ overlap: 0, sequential: 1, threads: 3 });
      expect(message).toContain('each was joined before the next was started.');
      expect(message).not.toContain('--');
    },
  );

  test('are distinguished from threads that only missed each other', async () => {
    const path = started(
      'apart',
      `${make} const [a, b] = [make(), make()]; a.start(); sleep(1); b.start(); a.join(); b.join();`,
    );
    const { row, message } = await messageOf(path, 'together');
    expect(row).toMatchObject({ sequential: 0, threads: 2 });
    expect(message).toContain('--start aligned');
    expect(message).not.toContain('was joined');
  });

  test('are distinguished from a single thread', async () => {
    const { row, message } = await messageOf(
      started('single', `${make} const t = make(); t.start(); t.join();`),
      'together',
    );
    expect(row).toMatchObject({ sequential: 0, threads: 1 });
    expect(message).toContain('starts one thread only');
  });
});

test('the first trial of each outcome that hung is told with its diagnosis', async () => {
  const hangs = (name: string, which: number) =>
    `{ name: '${name}', grade: 'interesting', because: 'It hangs.',
       when: ({ reason, result }) => reason === 'hung' && result.which === ${which} },`;
  const path = demo(
    'two-hangs',
    `which.value = random() < 0.5 ? 1 : 2;
     if (which.value === 1) ready.wait();
     lock.acquire();
     lock.acquire();`,
    {
      before: `import { Event, Lock } from 'pyconc/threading';
        const lock = new Lock('the lock');
        const ready = new Event('ready');
        const which = new Value('i', 0, 'which');`,
      more: 'result: () => ({ which: which.value }),',
      outcomes: `${hangs('unset', 1)}${hangs('itself', 2)}`,
    },
  );
  const words = ['trials', path, '-n', '40', '--batches', '2', '--seed', '1'];
  const { stdout, exitCode } = await pyconc([...words, '--json']);
  expect(exitCode).toBe(0);
  const { hung } = JSON.parse(stdout).rows[0];
  const byOutcome = Object.fromEntries(hung.map((each: { outcome: string }) => [each.outcome, each]));
  expect(Object.keys(byOutcome).toSorted()).toEqual(['itself', 'unset']);
  expect(Math.min(byOutcome.unset.trial, byOutcome.itself.trial)).toBe(1);
  expect(byOutcome.unset.diagnosis.waiting).toMatchObject([
    { thread: 'MainThread', call: 'Event.wait', object: 'ready', state: { kind: 'Event', isSet: false } },
  ]);
  expect(byOutcome.unset.diagnosis.waiting[0]).not.toHaveProperty('history');
  expect(byOutcome.itself.diagnosis).toMatchObject({
    waiting: [
      {
        call: 'Lock.acquire',
        object: 'the lock',
        heldBy: 'MainThread',
        at: expect.stringMatching(/two-hangs\.mjs:\d+:\d+$/),
      },
    ],
    cycle: ['MainThread'],
  });
  const page = (await pyconc(words)).stdout.replace(/\s+/g, ' ');
  expect(page).toMatch(/hung unset, first in trial \d+\. MainThread waits in Event\.wait for ready /);
});
