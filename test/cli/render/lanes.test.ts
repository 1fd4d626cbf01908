import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/run-event.js';
import { createRenderer } from '../../../src/render/create-renderer.js';
import type { Terminal } from '../../../src/render/renderer.js';
import { end, events, plain, shown, start } from './events.js';

const environment = { pyconc: '0', node: '0', platform: 'p', cores: 2 };
const main = { thread: 'MainThread' };
const one = { thread: 'Thread-1 (add)' };
const two = { thread: 'Thread-2 (subtract)' };
const lock = { type: 'op', object: 64, kind: 'Lock', name: 'buffer lock' } as const;
const condition = { type: 'op', object: 128, kind: 'Condition', name: 'buffer' } as const;
const GET = 'multiprocessing.Queue.get';
const clock = { type: 'op', object: 0, kind: 'clock', name: null } as const;

const handOver = events(
  start,
  { type: 'thread.start', t: 0.001, ...main, daemon: false },
  { type: 'thread.start', t: 0.002, ...one, daemon: false },
  { type: 'thread.start', t: 0.003, ...two, daemon: false },
  { type: 'op', t: 0.004, ...main, op: 'waiting', object: 2, kind: 'Thread', name: one.thread, call: 'Thread.join' },
  { t: 0.01, ...one, ...lock, op: 'acquired' },
  { type: 'log', t: 0.011, ...one, text: 'made item 1' },
  { t: 0.012, ...two, ...lock, op: 'waiting', call: 'Lock.acquire', heldBy: one.thread, value: 1 },
  { type: 'log', t: 0.013, ...one, text: 'made item 2' },
  { t: 0.014, ...one, ...lock, op: 'released' },
  { t: 0.015, ...two, ...lock, op: 'resumed' },
  { t: 0.016, ...two, ...lock, op: 'acquired' },
  { t: 0.017, ...one, ...clock, op: 'waiting', call: 'sleep' },
  { type: 'log', t: 0.018, ...two, text: 'took item 1' },
  { t: 0.019, ...two, ...condition, op: 'waiting', call: 'Condition.wait', heldBy: null, value: 1 },
  { type: 'thread.end', t: 0.02, ...one, end: 'returned' },
  {
    type: 'thread.end',
    t: 0.021,
    ...two,
    end: 'exception',
    error: { type: 'E', message: 'no', stack: 'E\n    at f (x.js:1:1)' },
  },
  end,
);

async function lanes(told: readonly RunEvent[], terminal: Partial<Terminal> = {}) {
  const warnings: string[] = [];
  const text = await shown(
    (write) =>
      createRenderer({
        format: 'pretty',
        view: 'lanes',
        quiet: false,
        terminal: { ...plain, columns: 80, ...terminal },
        environment,
        write,
        warn: (sentence) => warnings.push(sentence),
      }),
    told,
  );
  return { log: text.slice(text.indexOf('\n\n') + 2, text.indexOf('\n✓') + 1 || undefined), warnings };
}

describe('lanes', () => {
  test('have one column per thread, with holders and waiting threads', async () => {
    expect((await lanes(handOver)).log).toMatchInlineSnapshot(`
      "│ runs  ┃ holds a lock  ┊ waits  ╫ holds and waits  · sleeps

               MainThread              Thread-1                Thread-2
                                       (add)                   (subtract)
        0.010  │ started
        0.020  │                       │ started
        0.030  │                       │                       │ started
        0.040  ┊ waits for Thread-1    │                       │
               ┊ to end                │                       │
        0.110  ┊                       ┃ made item 1           │
        0.120  ┊                       ┃                       ┊ waits for buffer
               ┊                       ┃                       ┊ lock, held by
               ┊                       ┃                       ┊ Thread-1
        0.130  ┊                       ┃ made item 2           ┊
        0.180  ┊                       ·                       ┃ took item 1
        0.190  ┊                       ·                       ╫ waits to be
               ┊                       ·                       ╫ notified: buffer
        0.200  ┊                       │ ended                 ╫
        0.210  ┊                                               ┃ ✗ ended by an
               ┊                                               ┃ exception: E: no
               at f (x.js:1:1)

      "
    `);
  });

  test('wrap within their columns', async () => {
    expect((await lanes(handOver, { columns: 50 })).log).toMatchInlineSnapshot(`
      "│ runs  ┃ holds a lock  ┊ waits  ╫ holds and waits
      · sleeps

               MainThread    Thread-1      Thread-2
                             (add)         (subtract)
        0.010  │ started
        0.020  │             │ started
        0.030  │             │             │ started
        0.040  ┊ waits for   │             │
               ┊ Thread-1    │             │
               ┊ to end      │             │
        0.110  ┊             ┃ made item   │
               ┊             ┃ 1           │
        0.120  ┊             ┃             ┊ waits for
               ┊             ┃             ┊ buffer
               ┊             ┃             ┊ lock, held
               ┊             ┃             ┊ by
               ┊             ┃             ┊ Thread-1
        0.130  ┊             ┃ made item   ┊
               ┊             ┃ 2           ┊
        0.180  ┊             ·             ┃ took item
               ┊             ·             ┃ 1
        0.190  ┊             ·             ╫ waits to
               ┊             ·             ╫ be
               ┊             ·             ╫ notified:
               ┊             ·             ╫ buffer
        0.200  ┊             │ ended       ╫
        0.210  ┊                           ┃ ✗ ended by
               ┊                           ┃ an
               ┊                           ┃ exception:
               ┊                           ┃ E: no
               at f (x.js:1:1)

      "
    `);
  });

  test('have ASCII versions', async () => {
    const { log } = await lanes(handOver, { unicode: false });
    expect(log).toMatch(/^[\n -~]*$/);
    expect(log).toMatch(/ 0\.130 {2}: +# made item 2 +:$/m);
  });

  test('have the same text with colours as without', async () => {
    const { log } = await lanes(handOver, { colour: true });
    expect(log).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
    const text = log.replace(/\u001b\[\d+m/g, '');
    expect(text.slice(0, text.indexOf('ended by'))).toBe(
      ((text) => text.slice(0, text.indexOf('ended by')))((await lanes(handOver)).log),
    );
  });

  test('give way to the list where they are too narrow, and say so', async () => {
    const { log, warnings } = await lanes(handOver, { columns: 40 });
    expect(warnings).toEqual(['3 threads need 49 columns, and there are 40: the log is shown as a list.']);
    expect(log).toMatch(/^ +0\.110 {2}Thread-1 \(add\) +made item 1$/m);
    expect(log).not.toContain('waits');
  });

  test('are reused when their thread has ended, by one that gives its name', async () => {
    const { log } = await lanes(
      events(
        start,
        { type: 'thread.start', t: 0.001, ...main, daemon: false },
        { type: 'thread.start', t: 0.002, ...one, daemon: false },
        { type: 'thread.end', t: 0.003, ...one, end: 'returned' },
        { type: 'thread.start', t: 0.004, ...two, daemon: false },
        { type: 'log', t: 0.005, ...two, text: 'here' },
        end,
      ),
    );
    expect(log).toMatch(/^ +0\.040 {2}│ +│ Thread-2 \(subtract\) started$/m);
    expect(log).toMatch(/^ +0\.050 {2}│ +│ here$/m);
  });

  test('grow in number when more threads start later', async () => {
    const { log } = await lanes(
      events(
        start,
        { type: 'thread.start', t: 0.001, ...main, daemon: false },
        { type: 'thread.start', t: 0.002, ...one, daemon: false },
        { type: 'log', t: 0.003, ...one, text: 'alone' },
        { type: 'thread.start', t: 0.004, ...two, daemon: false },
        end,
      ),
    );
    expect(log.match(/Thread-1$|Thread-1 /gm)).toHaveLength(2);
    expect(log).toMatch(/^ +MainThread +Thread-1 +Thread-2$/m);
  });

  test('show a wait that repeats itself only occasionally', async () => {
    const again = Array.from({ length: 100 }, (_, index) => [
      { t: 0.1, ...two, ...lock, op: 'waiting', call: 'Lock.acquire', heldBy: one.thread, value: index + 1 },
      { t: 0.1, ...two, ...lock, op: 'resumed' },
    ]).flat();
    const { log } = await lanes(
      events(start, { type: 'thread.start', t: 0.003, ...two, daemon: false }, ...again, end),
      { columns: 100 },
    );
    expect(log.match(/^ +1\.000 {2}. waits for buffer lock/gm)).toHaveLength(4);
    expect(log).toContain('(64');
  });

  test('show the log of MainThread from before it started another thread', async () => {
    const { log } = await lanes(
      events(
        start,
        { type: 'thread.start', t: 0.001, ...main, daemon: false },
        { type: 'log', t: 0.002, ...main, text: 'alone' },
        end,
      ),
    );
    expect(log).toMatch(/^ +0\.020 {2}│ alone$/m);
  });

  test('show a process as holder until it has released as often as it has acquired', async () => {
    const box = { type: 'op', object: 64, kind: 'ProcessRLock', name: 'box lock' } as const;
    const { log } = await lanes(
      events(
        start,
        { type: 'thread.start', t: 0.001, ...one, daemon: false },
        ...(['acquired', 'acquired', 'released', 'released'] as const).flatMap((op, index) => [
          { t: 0.01 * index, ...one, ...box, op },
          { type: 'log', t: 0.01 * index + 0.001, ...one, text: op } as const,
        ]),
        end,
      ),
    );
    expect(log.match(/\S (?=acquired|released)/g)).toEqual(['┃ ', '┃ ', '┃ ', '│ ']);
  });

  test('have one heading for all processes that MainThread has started before it waits for them', async () => {
    const [left, right] = ['left', 'right'].map((process, index) => ({
      thread: 'MainThread',
      process,
      ident: (index + 1) * 1000,
    })) as [typeof main & { process: string; ident: number }, typeof main & { process: string; ident: number }];
    const { log } = await lanes(
      events(
        start,
        { type: 'thread.start', t: 0.001, ...main, daemon: false },
        { type: 'process.start', t: 0.002, ...left, pid: 11, daemon: false },
        { type: 'process.start', t: 0.003, ...right, pid: 12, daemon: false },
        {
          type: 'op',
          t: 0.004,
          ...main,
          op: 'waiting',
          object: 2,
          kind: 'Process',
          name: 'left',
          call: 'Process.join',
        },
        { type: 'thread.start', t: 0.005, ...left, daemon: false },
        { type: 'log', t: 0.006, ...left, text: 'is here' },
        { type: 'op', t: 0.007, ...right, op: 'waiting', object: 3, kind: 'ProcessQueue', name: 'items', call: GET },
        end,
      ),
    );
    expect(log.match(/^ +MainThread/gm)).toHaveLength(1);
    expect(log).toMatch(/^ +MainThread +left +right$/m);
    expect(log).toMatch(/┊ waits for left to +│/);
    expect(log).toMatch(/┊ waits for an item:$/m);
  });

  test('have distinct names in their heading', async () => {
    const names = [
      'alpha-one-thread',
      'alpha-two-thread',
      'Process-1/Thread-1 (addWithoutAnyLock)',
      'worker-for-all-1',
    ];
    const started = names.map((thread, index) => ({
      type: 'thread.start' as const,
      t: 0.001,
      thread,
      ident: index + 1,
      daemon: false,
    }));
    expect((await lanes(events(start, ...started, end), { columns: 63 })).log).toMatchInlineSnapshot(`
      "│ runs  ┃ holds a lock  ┊ waits  ╫ holds and waits  · sleeps

               alpha-one-th  alpha-two-th  Process-1/    worker…all-1
               read          read          Thread-1
                                           (addWi…Lock)
        0.010  │ started
        0.010  │             │ started
        0.010  │             │             │ started
        0.010  │             │             │             │ started

      "
    `);
  });

  test('are laid out anew, under their names, when the window is resized; if too narrow, they become the list once', async () => {
    const window = { ...plain, columns: 100 };
    const said = Array.from({ length: 5 }, (_, index) => ({ type: 'log' as const, t: 0.01, ...one, text: `${index}` }));
    const [begin, ...more] = [
      events(start, { type: 'thread.start', t: 0.001, ...one, daemon: false }, ...said.slice(0, 1)),
      ...said.slice(1).map((event) => events(event)),
    ] as const;
    const warnings: string[] = [];
    let log = '';
    const renderer = await createRenderer({
      format: 'pretty',
      view: 'lanes',
      quiet: false,
      terminal: window,
      environment,
      write: (text) => {
        log += text;
      },
      warn: (sentence) => warnings.push(sentence),
    });
    for (const event of begin) renderer.event?.(event);
    const widths = [100, 30, 20, 20];
    for (const [index, told] of more.entries()) {
      window.columns = widths[index] as number;
      for (const event of told) renderer.event?.(event);
    }
    expect(log.match(/^ +Thread-1$/gm)).toHaveLength(2);
    expect(warnings).toEqual(['1 thread needs 21 columns, and there are 20: the log is shown as a list.']);
    expect(log).toMatch(/^ +0\.100 {2}│ 2$/m);
    expect(log).toMatch(/^ +0\.100 {2}Th\S+ +4$/m);
  });
});
