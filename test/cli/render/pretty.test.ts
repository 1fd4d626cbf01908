import { describe, expect, test } from 'vitest';
import { type PrettyOptions, prettyRenderer } from '../../../src/render/pretty.js';
import type { Terminal } from '../../../src/render/renderer.js';
import { createTheme } from '../../../src/render/theme.js';
import { end, events, plain, shown, start } from './events.js';

function pretty(terminal: Terminal = plain, options: PrettyOptions = {}) {
  return async (write: (text: string) => void) => prettyRenderer(terminal, await createTheme(terminal), write, options);
}

const demo = { next: ['pyconc list', 'pyconc run deadlock', 'pyconc trials a-demo-with-a-long-name'] };
const main = { thread: 'MainThread' };
const one = { thread: 'Thread-1 (add)' };

const ordinary = events(
  start,
  { type: 'thread.start', t: 0.001, ...main, daemon: false },
  { type: 'thread.start', t: 0.01, ...one, daemon: true },
  { type: 'log', t: 0.02, ...one, text: 'takes the lock, adds, and gives it back: three times in all' },
  { type: 'op', t: 0.03, ...one, op: 'acquired', object: 64, kind: 'Lock', name: 'counter lock' },
  { type: 'op', t: 0.03, ...one, op: 'store', object: 128, kind: 'Value', name: null, value: 3 },
  { type: 'thread.end', t: 0.4, ...one, end: 'returned' },
  { type: 'thread.end', t: 0.5, ...main, end: 'returned' },
  {
    ...end,
    outcome: { ...end.outcome, notice: 'Look at the sum.' },
    result: { sum: 3, words: ['a', 'b'], third: 1 / 3 },
    threads: [
      {
        name: 'MainThread',
        ident: 1,
        process: 'MainProcess',
        daemon: false,
        started: 0.001,
        ended: 0.5,
        end: 'returned',
      },
      {
        name: 'Thread-1 (add)',
        ident: 2,
        process: 'MainProcess',
        daemon: true,
        started: 0.01,
        ended: 0.4,
        end: 'returned',
      },
    ],
  },
);

describe('the pretty format', () => {
  test('shows the log, then a summary', async () => {
    expect(await shown(pretty(), ordinary, demo)).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start aligned · seed 7

        0.010  MainThread              started
        0.100  Thread-1 (add)          started (daemon)
        0.200  Thread-1 (add)          takes the lock, adds, and
                                       gives it back: three times
                                       in all
        0.300  Thread-1 (add)          acquired counter lock
        0.300  Thread-1 (add)          store Value 0x80 = 3
        4.000  Thread-1 (add)          ended
        5.000  MainThread              ended

      ✓ mine: done (expected) · 0.500 s
        It ends.

        name   value
        sum    3
        words  [ 'a', 'b' ]
        third  0.333333

      Notice  Look at the sum.
      Next    pyconc list · pyconc run deadlock
      "
    `);
  });

  test('says the same in ASCII, and in 40 columns', async () => {
    const text = await shown(pretty({ columns: 40, colour: false, unicode: false }), ordinary, demo);
    expect(text).toMatchInlineSnapshot(`
      "mine | variant both | count=3
      speed 10: a second takes 0.1 s | start
      aligned | seed 7

        0.010  MainThread       started
        0.100  Thread-1 (add)   started
                                (daemon)
        0.200  Thread-1 (add)   takes the
                                lock, adds,
                                and gives it
                                back: three
                                times in all
        0.300  Thread-1 (add)   acquired
                                counter lock
        0.300  Thread-1 (add)   store Value
                                0x80 = 3
        4.000  Thread-1 (add)   ended
        5.000  MainThread       ended

      [ok] mine: done (expected) | 0.500 s
        It ends.

        name   value
        sum    3
        words  [ 'a', 'b' ]
        third  0.333333

      Notice  Look at the sum.
      Next    pyconc list
      "
    `);
  });

  test('adds colours to the same words', async () => {
    const coloured = await shown(pretty({ ...plain, colour: true }), ordinary, demo);
    expect(coloured).toContain('\u001b[36mMainThread\u001b[39m');
    expect(coloured).toContain('\u001b[33mThread-1 (add)\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(await shown(pretty(), ordinary, demo));
  });

  test("shows the demo's own tables in place of keys and values", async () => {
    const tables = [
      {
        head: ['counter', 'expected', 'final', 'verdict'],
        rows: [
          ['with lock', 0, 0, 'exact'],
          ['without lock', 0, -4711, 'updates lost'],
        ],
      },
    ];
    const text = await shown(pretty(), ordinary, {}, tables);
    expect(text.slice(text.indexOf('  counter '), text.indexOf('Notice'))).toMatchInlineSnapshot(`
      "  counter       expected  final  verdict
        with lock            0      0  exact
        without lock         0  -4711  updates lost

      "
    `);
  });

  test('shows a thread that failed with its stack, without frames of Node', async () => {
    const error = {
      type: 'RangeError',
      message: 'too far',
      stack: 'RangeError: too far\n    at add (file:///home/me/mine.js:3:9)\n    at node:internal/worker:1:1',
    };
    const text = await shown(
      pretty(),
      events(
        start,
        { type: 'thread.end', t: 0.2, ...one, end: 'exception', error },
        {
          ...end,
          reason: 'failed',
          outcome: { name: null, grade: 'forbidden', because: 'No outcome fits.' },
          threads: [
            {
              name: 'Thread-1 (add)',
              ident: 2,
              process: 'MainProcess',
              daemon: false,
              started: 0.1,
              ended: 0.2,
              end: 'exception',
              error,
            },
          ],
        },
      ),
    );
    expect(text).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start aligned · seed 7

        2.000  Thread-1 (add)          ✗ ended by an exception:
                                       RangeError: too far
               at add (/home/me/mine.js:3:9)

      ✗ mine: no declared outcome (failed, forbidden) · 0.500 s
        No outcome fits.

      Threads
        name            started  ended  how it ended
        Thread-1 (add)        –  2.000  ✗ RangeError: too far
      "
    `);
  });

  test('shows a long message once, with the thread that it ended, and one that ended no thread by itself', async () => {
    const long = 'the arena is full: all of its 256 MiB are in use; give it more with --arena <MiB>';
    const error = { type: 'MemoryError', message: long, stack: '' };
    const failed = { ...end, reason: 'failed', outcome: null, error } as const;
    const life = {
      name: 'MainThread',
      ident: 1,
      process: 'MainProcess',
      daemon: false,
      started: 0.1,
      ended: 0.2,
      end: 'exception',
      error,
    } as const;
    const wide = pretty({ ...plain, columns: 200 });
    const inThread = events(
      start,
      { type: 'thread.start', t: 0.1, ...main, daemon: false },
      { type: 'thread.end', t: 0.2, ...main, end: 'exception', error },
      { ...failed, threads: [life] },
    );
    const said = await shown(wide, inThread);
    expect(said.split(long)).toHaveLength(2);
    expect(said).toMatch(/MainThread +1\.000 +2\.000 +✗ MemoryError$/m);
    expect(await shown(wide, events(start, failed))).toContain(`The program failed: MemoryError: ${long}`);
  });

  test('describes a hang in sentences', async () => {
    const diagnosis = {
      waiting: [
        {
          thread: 'MainThread',
          ident: 1,
          process: 'MainProcess',
          call: 'Thread.join',
          object: 'Thread-1 (add)',
          heldBy: 'Thread-1 (add)',
          at: 'file:///home/me/mine.js:9:3',
          source: 'thread.join();',
        },
        {
          thread: 'Thread-1 (add)',
          ident: 2,
          process: 'MainProcess',
          call: 'Lock.acquire',
          object: 'lock B',
          heldBy: 'Thread-2 (subtract)',
          at: '/home/me/mine.js:3:9',
          source: 'second.acquire();',
        },
        {
          thread: 'Thread-2 (subtract)',
          ident: 3,
          process: 'MainProcess',
          call: 'Lock.acquire',
          object: 'lock A',
          heldBy: 'Thread-1 (add)',
          at: null,
          source: null,
        },
        {
          thread: 'Thread-3',
          ident: 4,
          process: 'MainProcess',
          call: 'Lock.acquire',
          object: 'lock C',
          heldBy: 'Thread-3',
          at: null,
          source: null,
        },
      ],
      cycle: ['Thread-1 (add)', 'Thread-2 (subtract)'],
    };
    const text = await shown(
      pretty({ ...plain, columns: 100 }),
      events(
        start,
        { type: 'diagnosis', t: 0.3, diagnosis },
        {
          ...end,
          reason: 'hung',
          outcome: { name: 'deadlocked', grade: 'interesting', because: 'Each waits for the other.' },
        },
      ),
    );
    expect(text).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start aligned · seed 7


      ◆ mine: deadlocked (interesting) · 0.500 s
        Each waits for the other.

      No thread can continue:
        Deadlock cycle: Thread-1 → Thread-2 → Thread-1
        Thread-1 waits in Lock.acquire for lock B, held by Thread-2
            /home/me/mine.js:3  second.acquire();
        Thread-2 waits in Lock.acquire for lock A, held by Thread-1
        Thread-3 waits in Lock.acquire for lock C, which it holds itself
        MainThread waits in Thread.join for Thread-1
            /home/me/mine.js:9  thread.join();
      "
    `);
  });

  test('explains why a run was cut short', async () => {
    const cut = async (reason: 'timeout' | 'interrupted') => {
      const text = await shown(pretty(), events(start, { ...end, reason, outcome: null }), demo);
      return text.slice(text.indexOf('■'));
    };
    expect((await cut('timeout')) + (await cut('interrupted'))).toMatchInlineSnapshot(`
      "■ mine: timed out · 0.500 s
        Stopped after 0.5 s. \`--timeout\` sets how long a run may
        take, 0 for as long as it likes.

      Next    pyconc list · pyconc run deadlock
      ■ mine: interrupted · 0.500 s
        Stopped before its end: this is how far it came.

      Next    pyconc list · pyconc run deadlock
      "
    `);
  });

  test('shows processes, and their threads under their name', async () => {
    const text = await shown(
      pretty(),
      events(
        start,
        { type: 'process.start', t: 0.1, thread: 'MainThread', process: 'func', pid: 4711, daemon: false },
        { type: 'log', t: 0.2, thread: 'Thread-1 (add)', process: 'func', text: 'in a process' },
        { type: 'process.end', t: 0.3, thread: 'MainThread', process: 'func', pid: 4711, exitcode: 0, end: 'exited' },
        {
          ...end,
          processes: [{ name: 'func', pid: 4711, exitcode: 0, daemon: false, started: 0.1, ended: 0.3, end: 'exited' }],
        },
      ),
    );
    expect(text).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start aligned · seed 7

        1.000  func                    started (pid 4711)
        2.000  func/Thread-1 (add)     in a process
        3.000  func                    ended (exit code 0)

      ✓ mine: done (expected) · 0.500 s
        It ends.
      "
    `);
  });

  test('keeps wide text within the terminal and in its column', async () => {
    const text = await shown(
      pretty({ ...plain, columns: 40 }),
      events(
        start,
        {
          type: 'log',
          t: 0.1,
          thread: '生产者线程一号机器',
          text: '放入 42，缓冲区里现在有三件物品，等待消费者👩‍👩‍👧来取',
        },
        end,
      ),
    );
    expect(text).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start
      aligned · seed 7

        1.000  生产者…号机器    放入 42，缓冲
                                区里现在有三件
                                物品，等待消费
                                者👩‍👩‍👧来取

      ✓ mine: done (expected) · 0.500 s
        It ends.
      "
    `);
  });

  test('shows the cause of an error, and that a program chose its exit code', async () => {
    const cause = {
      type: 'RangeError',
      message: 'too far',
      stack: 'RangeError: too far\n    at go (/home/me/a.ts:1:2)',
    };
    const error = {
      type: 'AggregateError',
      message: 'both',
      stack: 'AggregateError: both\n    at main (/home/me/a.ts:5:6)',
      errors: [{ type: 'string', message: 'just text', stack: '', cause }],
      cause,
    };
    const text = await shown(
      pretty(),
      events(
        start,
        { type: 'thread.end', t: 0.1, ...one, end: 'exception', error },
        { type: 'thread.end', t: 0.2, ...main, end: 'exit' },
        { ...end, exitcode: 3 },
      ),
    );
    expect(text).toMatchInlineSnapshot(`
      "mine · variant both · count=3
      speed 10: a second takes 0.1 s · start aligned · seed 7

        1.000  Thread-1 (add)          ✗ ended by an exception:
                                       AggregateError: both
               at main (/home/me/a.ts:5:6)
               one of them: string: just text
               caused by RangeError: too far
               at go (/home/me/a.ts:1:2)
               caused by RangeError: too far
               at go (/home/me/a.ts:1:2)
        2.000  MainThread              ended by process.exit

      ✓ mine: done (expected) · 0.500 s · exit code 3
        It ends.
      "
    `);
  });

  test('says if threads cannot have met', async () => {
    const wide = { ...plain, columns: 120 };
    const sentence =
      '\n  The threads that were started never ran at the same time: each was joined before the next was started.\n';
    expect(await shown(pretty(wide), events(start, { ...end, sequential: true }))).toContain(sentence);
    expect(await shown(pretty(wide), events(start, end))).not.toContain('was joined');
  });

  test('of many threads shows the first ones, and those that did not simply return', async () => {
    const threads = Array.from({ length: 1000 }, (_, index) => ({
      name: `Thread-${index + 1}`,
      ident: index,
      process: 'MainProcess',
      daemon: false,
      started: 0,
      ended: 1,
      end: index === 777 ? ('killed' as const) : ('returned' as const),
    }));
    const few = await shown(pretty(), events(start, { ...end, threads }));
    expect(few).toMatch(/^ {2}Thread-778 .* killed$/m);
    expect(few).not.toContain('Thread-1 ');
    const text = await shown(pretty(plain, { threads: true }), events(start, { ...end, threads }));
    expect(text).toMatch(/Thread-778 .* killed/);
    expect(text).toMatch(/^ {2}… 976 more +returned$/m);
    expect(text.split('\n').length).toBeLessThan(45);
  });
});
