import { readFileSync } from 'node:fs';
import type { ThreadRecord } from 'pyconc';
import { describe, expect, test } from 'vitest';
import { ExitCode } from '../../src/cli/exit-codes.js';
import { verdictOf } from '../../src/cli/run/verdict.js';
import { endings } from '../observe.js';
import { EXPECTED, loadDemo, observeDemo, observeOnce, POSSIBLE, VARIANTS } from './observe-demo.js';

describe.each(Object.keys(EXPECTED))('%s', (name) => {
  test('is defined under its name, at ten times the pace, with its variants', async () => {
    const demo = await loadDemo(name);
    expect(demo).toMatchObject({ name, topic: name.includes('process') ? 'processes' : 'threads', speed: 10 });
    expect(Object.keys(demo.variants ?? { '': '' })).toEqual(Object.keys(EXPECTED[name] ?? {}));
  });

  test('has a file that begins with its run line, then the program, then its judgement', () => {
    const source = readFileSync(new URL(`../../demos/${name}.ts`, import.meta.url), 'utf8');
    expect(source.startsWith(`/**\n * Run it: npx pyconc run ${name}\n`)).toBe(true);
    expect(source).toMatch(/^function main\(.*^}\n\n\/\/ The program ends here\..*\n\nexport default defineDemo\(/ms);
  });

  test('asks a question, and says what CPython does, one paragraph each', async () => {
    const { question, cpython } = (await loadDemo(name)).about;
    expect(question).toContain('?');
    expect(cpython).toContain('CPython');
    for (const paragraph of [question, cpython]) expect(paragraph).toMatch(/^[A-Z].*\.$/);
  });

  test('has a title of one line', async () => {
    expect((await loadDemo(name)).title).toMatch(/^.{1,80}$/);
  });

  test('gives each outcome a name in kebab-case and a sentence of why', async () => {
    const { outcomes } = await loadDemo(name);
    for (const outcome of outcomes) {
      expect(outcome.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(outcome.because).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(outcomes.map((outcome) => outcome.name)).size).toBe(outcomes.length);
  });
});

describe.each(VARIANTS)('%s %s', (name, variant, outcomes) => {
  test(`ends as ${outcomes.join(' or ')}, in a screen or two, and its summary can be made`, async () => {
    const demo = await loadDemo(name);
    const run = await observeOnce(name, variant);
    expect(outcomes, JSON.stringify(run.outcome)).toContain(run.outcome?.name);
    expect(verdictOf([run], undefined)).toBe(ExitCode.ok);
    expect(run.logs.length).toBeLessThanOrEqual(48);
    if (run.reason === 'hung') expect(run.diagnosis?.waiting.length).toBeGreaterThan(1);
    if (run.reason === 'hung' || run.reason === 'completed' || run.reason === 'failed') {
      const tables = demo.summary?.(run.result, { ...run, variant, reason: run.reason }) ?? [];
      for (const { head, rows } of tables) for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });
});

describe.each(Object.entries(POSSIBLE))('at the size for exploring, %s', (name, variants) => {
  test.each(Object.entries(variants))('%s comes to what is possible', async (variant, outcomes) => {
    const { params: declared = {}, explore } = await loadDemo(name);
    const sizes = { ...explore?.params } as Record<string, number>;
    const run = await observeDemo(name, { variant, params: sizes });
    expect(outcomes, JSON.stringify(run.outcome)).toContain(run.outcome?.name);
    for (const [size, value] of Object.entries(sizes)) {
      expect(value, size).toBeGreaterThanOrEqual(declared[size]?.min ?? Infinity);
      expect(value, size).toBeLessThan(Number(declared[size]?.default));
    }
  });
});

test('thread-create: each thread is over before the next one starts', async () => {
  const run = await observeDemo<typeof import('../../demos/thread-create.js')>('thread-create');
  const lives = run.events.filter(({ type }) => type === 'thread.start' || type === 'thread.end');
  expect(lives.map((event) => ('thread' in event ? `${event.thread} ${event.type.slice(7)}` : ''))).toEqual([
    'MainThread start',
    ...[1, 2, 3, 4, 5].flatMap((n) => [`Thread-${n} (sayNumber) start`, `Thread-${n} (sayNumber) end`]),
    'MainThread end',
  ]);
  expect(run.said).toEqual([0, 1, 2, 3, 4].map((n) => `Thread-${n + 1} (sayNumber): I am thread number ${n}`));
  expect(run.result?.said).toEqual([0, 1, 2, 3, 4]);
});

test('thread-naming: two given names, one made up, one changed on the way', async () => {
  const run = await observeDemo<typeof import('../../demos/thread-naming.js')>('thread-naming');
  const sayers = (line: string) => run.said.filter((said) => said.endsWith(`: ${line}`)).sort();
  expect(sayers('is starting')).toEqual([
    'Thread-1 (thirdFunc): is starting',
    'first: is starting',
    'second: is starting',
  ]);
  expect(sayers('is exiting')).toEqual([
    'Thread-1 (thirdFunc): is exiting',
    'first: is exiting',
    'second, renamed: is exiting',
  ]);
  expect(run.threads.map(({ name }) => name)).toEqual([
    'MainThread',
    'first',
    'second, renamed',
    'Thread-1 (thirdFunc)',
  ]);
});

test('thread-subclass: ticks a beat and two beats apart on the clock of the program, and main speaks last', async () => {
  const run = await observeDemo<typeof import('../../demos/thread-subclass.js')>('thread-subclass');
  for (const [name, beats] of [
    ['Thread-1', 1],
    ['Thread-2', 2],
  ] as const) {
    const times = run.said.flatMap((line) => line.match(`^${name}: tick \\d at (\\d+):(\\d+):(\\d+)$`)?.slice(1) ?? []);
    expect(times).toHaveLength(15);
    const seconds = [0, 1, 2, 3, 4].map((tick) =>
      times.slice(3 * tick, 3 * tick + 3).reduce((total, part) => total * 60 + Number(part), 0),
    );
    const gaps = seconds.slice(1).map((second, i) => (second - (seconds[i] ?? 0) + 86_400) % 86_400);
    expect(gaps).toEqual([beats, beats, beats, beats]);
  }
  expect(run.said.at(-1)).toBe('MainThread: both tickers have ended');
});

describe('lock-race', () => {
  test('the locked counter ends at 0, and what is lost is lost without a lock', async () => {
    const run = await observeDemo<typeof import('../../demos/lock-race.js')>('lock-race', {
      params: { count: 20_000 },
    });
    expect(run.result).toMatchObject({ locked: 0, expected: 0 });
    expect(run.outcome?.name).toBe(run.result?.unlocked === 0 ? 'lucky' : 'updates-lost');
  });

  test('the race is seen in some of 20 runs', async () => {
    const names = [];
    for (let i = 0; i < 20; i++) names.push((await observeDemo('lock-race', { variant: 'unlocked' })).outcome?.name);
    expect(names).toContain('updates-lost');
  });
});

describe('deadlock', () => {
  test('opposite: each has one lock and waits for the other, and the run says so', async () => {
    const run = await observeDemo<typeof import('../../demos/deadlock.js')>('deadlock');
    expect(run.reason).toBe('hung');
    expect(run.result?.takenFirst.toSorted()).toEqual(['blue', 'red']);
    expect(run.result?.finished).toBe(0);
    expect(run.diagnosis?.cycle?.toSorted()).toEqual(['Thread-1 (takeBoth)', 'Thread-2 (takeBoth)']);
    expect(run.logs.filter((line) => line.startsWith('has the'))).toHaveLength(2);
    expect(run.logs).not.toContain('has both');
  });

  test('ordered: both finish, one after the other', async () => {
    const run = await observeDemo('deadlock', { variant: 'ordered' });
    expect(run.reason).toBe('completed');
    const one = ['has the red lock, sleeps a beat', 'wants the blue lock', 'has both'];
    expect(run.logs).toEqual([...one, ...one, 'both threads are done']);
  });
});

describe('rlock-box', () => {
  test('rlock: five items in, five out', async () => {
    const run = await observeDemo<typeof import('../../demos/rlock-box.js')>('rlock-box');
    expect(run.result).toMatchObject({ total: 0, refusals: [] });
    expect(run.logs.filter((line) => line.startsWith('added'))).toHaveLength(5);
    expect(run.logs.filter((line) => line.startsWith('removed'))).toHaveLength(5);
  });

  test('lock: a thread waits for the lock that it holds, before anything is in the box', async () => {
    const run = await observeDemo<typeof import('../../demos/rlock-box.js')>('rlock-box', { variant: 'lock' });
    expect(run.result?.total).toBe(0);
    const holder = run.diagnosis?.waiting.find(({ thread, heldBy }) => thread === heldBy);
    expect(holder).toMatchObject({ call: 'Lock.acquire', object: 'plain box lock' });
    expect(run.logs.toSorted()).toEqual(['has 5 items to add', 'has 5 items to remove']);
  });

  test('owner: the intruder is refused in the words of Python', async () => {
    const run = await observeDemo<typeof import('../../demos/rlock-box.js')>('rlock-box', { variant: 'owner' });
    expect(run.result?.refusals).toEqual(['cannot release un-acquired lock']);
    expect(run.said).toContain('Thread-2 (intruder): RuntimeError: cannot release un-acquired lock');
  });
});

describe('semaphore-producer', () => {
  test('signal: each item is taken after it was made, by a consumer that sees 0', async () => {
    const { logs, result } =
      await observeDemo<typeof import('../../demos/semaphore-producer.js')>('semaphore-producer');
    expect(result?.made.map(([item]) => item)).toEqual(result?.taken.map(([item]) => item));
    expect(result?.taken.map(([, seen]) => seen)).toEqual([0, 0, 0, 0, 0]);
    for (const [, seen] of result?.made ?? []) expect([0, 1]).toContain(seen);
    expect(result?.permits).toBe(0);
    const steps = logs.filter((line) => !line.startsWith('has released')).map((line) => line.split(' ')[0]);
    expect(steps).toEqual(Array.from({ length: 5 }, () => ['is', 'made', 'takes']).flat());
  });

  test('the same seed makes the same items', async () => {
    const items = async () => {
      const { result } = await observeDemo<typeof import('../../demos/semaphore-producer.js')>('semaphore-producer', {
        seed: 7,
      });
      return result?.made.map(([item]) => item);
    };
    expect(await items()).toEqual(await items());
  });

  test('mutex: no update is lost', async () => {
    const run = await observeDemo('semaphore-producer', { variant: 'mutex' });
    expect(run.result).toMatchObject({ counter: 20_000 });
  });
});

describe('condition-buffer', () => {
  test('while: 20 made, 20 taken in order, never more than 10 at once, and the first one waited for', async () => {
    const { logs, result } = await observeDemo<typeof import('../../demos/condition-buffer.js')>('condition-buffer');
    const items = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(result).toMatchObject({ made: 20, taken: items, left: [] });
    expect(result?.most).toBeLessThanOrEqual(10);
    expect(result?.most).toBeGreaterThanOrEqual(9);
    expect(logs[0]).toBe('waits: 0 in the buffer');
    const filled = logs.flatMap((line) => line.match(/(\d+) in the buffer/)?.[1] ?? []);
    expect(Math.max(...filled.map(Number))).toBe(result?.most);
  });

  test('if: the consumer that is woken second pops from an empty buffer, and the lock is never released', async () => {
    const run = await observeDemo<typeof import('../../demos/condition-buffer.js')>('condition-buffer', {
      variant: 'if',
    });
    expect(run.reason).toBe('hung');
    const failed = run.threads.filter(({ error }) => error);
    expect(failed.map(({ error }) => `${error?.type}: ${error?.message}`)).toEqual(['IndexError: pop from empty list']);
    expect(failed[0]?.name).toMatch(/^consumer [12]$/);
    expect(run.diagnosis?.waiting.find(({ thread }) => thread === 'producer')).toMatchObject({
      call: 'RLock.acquire',
      object: 'buffer lock',
    });
  });

  const narrow = { items: 6, room: 1 };

  test('notify: with room for one, all wait if a consumer is woken in place of the producer', async () => {
    const run = await observeDemo<typeof import('../../demos/condition-buffer.js')>('condition-buffer', {
      variant: 'notify',
      params: narrow,
    });
    expect(run.outcome?.name).toBe(run.reason === 'hung' ? 'wrong-one-woken' : 'lucky');
    expect(run.result?.left).toEqual([]);
    expect(run.result?.taken).toHaveLength(run.result?.made ?? -1);
    if (run.reason === 'hung') {
      expect(run.diagnosis?.waiting.find(({ thread }) => thread === 'producer')).toMatchObject({
        call: 'Condition.wait',
        object: 'buffer changed',
      });
    }
  });

  test('notify: with as much room as there are consumers, nothing can go wrong', async () => {
    const run = await observeDemo('condition-buffer', { variant: 'notify', params: { items: 6, room: 2 } });
    expect(run.outcome?.name).toBe('correct');
  });

  test('notify-all: with room for one, all is made and taken', async () => {
    const run = await observeDemo('condition-buffer', { variant: 'notify-all', params: narrow });
    expect(run.outcome?.name).toBe('correct');
    expect(run.result).toMatchObject({ made: 6, most: 1, left: [] });
  });
});

describe('event', () => {
  test('consumer-clears: all ten are taken', async () => {
    const run = await observeDemo<typeof import('../../demos/event.js')>('event');
    expect(run.result).toEqual({ made: 10, taken: 10, left: [] });
    const [made, taken] = [/^made (\d+)$/, /^takes (\d+),/].map((pattern) =>
      run.logs.flatMap((line) => line.match(pattern)?.[1] ?? []),
    );
    expect(made).toHaveLength(10);
    expect(taken?.toSorted()).toEqual(made?.toSorted());
  });

  test('as-written: every other event is lost, the older items stay behind, and the hang is reported at once', async () => {
    const run = await observeDemo<typeof import('../../demos/event.js')>('event', { variant: 'as-written' });
    expect(run.reason).toBe('hung');
    expect(run.result).toMatchObject({ made: 10, taken: 5 });
    expect(run.result?.left).toHaveLength(5);
    expect(run.diagnosis?.waiting.find(({ thread }) => thread === 'consumer')).toMatchObject({
      call: 'Event.wait',
      object: 'item event',
    });
    const lastLine = run.events.findLast(({ type }) => type === 'log');
    expect((run.events.at(-1)?.t ?? 0) - (lastLine?.t ?? 0)).toBeLessThan(1);
  });
});

test('with-statement: eight times held, as its repr says, and eight times given back', async () => {
  const run = await observeDemo<typeof import('../../demos/with-statement.js')>('with-statement');
  const address = '0x[0-9a-f]+';
  const held = [
    `holds <locked _thread.lock object at ${address}>`,
    `holds <locked _thread.RLock object owner=\\d+ count=1 at ${address}>`,
    `holds <Condition\\(<locked _thread.RLock object owner=\\d+ count=1 at ${address}>, 0\\)>`,
    `holds <threading.Semaphore at ${address}: value=0>`,
  ];
  expect(run.logs).toEqual(held.flatMap((line) => [line, line]).map((line) => expect.stringMatching(`^${line}$`)));
  expect(run.threads.slice(1).map(({ name }) => name)).toEqual(
    [1, 3, 5, 7].flatMap((n) => [`Thread-${n} (threadingWith)`, `Thread-${n + 1} (threadingNotWith)`]),
  );
  expect(run.result?.acquisitions).toBe(8);
});

describe('queue-consumers', () => {
  test.each(['join', 'shutdown'])('%s: each item goes to one consumer, in turn, and all stop', async (variant) => {
    const run = await observeDemo<typeof import('../../demos/queue-consumers.js')>('queue-consumers', { variant });
    expect(run.reason).toBe('completed');
    const numbers = run.result?.got.map(([number]) => number) ?? [];
    // The virtual clock lets all three wait before the next item comes: the thread that waits longest gets it. The
    // exception is the last item, where the shutdown that follows at once wakes all three.
    const inTurn = variant === 'shutdown' ? numbers.slice(0, -1) : numbers;
    expect(inTurn).toEqual(inTurn.map((_, i) => inTurn[i % 3]));
    expect(new Set(numbers.slice(0, 3)).size).toBe(3);
    expect(run.result?.got.map(([, item]) => item)).toEqual(run.result?.put);
    expect(run.logs.filter((line) => line.endsWith('stops'))).toHaveLength(3);
  });

  test('as-written: nothing is left to do, and three wait in get for ever', async () => {
    const run = await observeDemo<typeof import('../../demos/queue-consumers.js')>('queue-consumers', {
      variant: 'as-written',
    });
    expect(run.reason).toBe('hung');
    expect(run.result).toMatchObject({ unfinished: 0, got: { length: 10 } });
    const waiting = run.diagnosis?.waiting.filter(({ call }) => call === 'Queue.get');
    expect(waiting?.map(({ thread, object }) => `${thread}: ${object}`)).toEqual([
      'consumer 1: items',
      'consumer 2: items',
      'consumer 3: items',
    ]);
    expect(endings(run)).toMatchObject({ producer: 'returned', 'consumer 1': 'alive' });
  });
});

test('process-create: each process is over before the next one starts', async () => {
  const run = await observeOnce<typeof import('../../demos/process-create.js')>('process-create');
  const lives = run.events.flatMap((event) =>
    event.type === 'process.start' || event.type === 'process.end' ? [`${event.process} ${event.type.slice(8)}`] : [],
  );
  expect(lives).toEqual([1, 2, 3, 4, 5].flatMap((n) => [`Process-${n} start`, `Process-${n} end`]));
  expect(run.logs).toEqual([0, 1, 2, 3, 4].map((n) => `I am process number ${n}`));
  expect(run.result?.exitcodes).toEqual([0, 0, 0, 0, 0]);
});

test('process-naming: main says its last word first, and waits for both', async () => {
  const run = await observeOnce('process-naming');
  expect(run.processes).toMatchObject([
    { name: 'func', exitcode: 0, end: 'exited' },
    { name: 'Process-2', exitcode: 0, end: 'exited' },
  ]);
  expect(run.logs.toSorted()).toEqual([
    'has started both, and has nothing more to do',
    ...two('is exiting'),
    ...two('is starting'),
  ]);
  expect(new Set(run.processes.map(({ pid }) => pid)).size).toBe(2);
});

test('process-queue: ten items, sent once each and in order', async () => {
  const run = await observeDemo<typeof import('../../demos/process-queue.js')>('process-queue', { seed: 7 });
  const again = await observeDemo<typeof import('../../demos/process-queue.js')>('process-queue', { seed: 7 });
  expect(run.result?.got).toHaveLength(10);
  expect(run.result?.got).toEqual(run.result?.put);
  expect(again.result).toEqual(run.result);
});

test('process-race: under its lock no update is lost', async () => {
  const run = await observeDemo<typeof import('../../demos/process-race.js')>('process-race', {
    params: { count: 50 },
  });
  expect(run.result).toMatchObject({ locked: 100, expected: 100 });
  expect(run.result?.unlocked).toBeLessThanOrEqual(100);
});

test('threads-vs-processes: what a thread sets is seen, what a process sets is not', async () => {
  const run = await observeOnce<typeof import('../../demos/threads-vs-processes.js')>('threads-vs-processes');
  expect(run.result).toMatchObject({ seenOfThread: 1, seenOfProcess: 1 });
});

function two(line: string): string[] {
  return [line, line];
}

/** Results of a broken primitive, made up, because no sound one can produce them. */
describe('an outcome that only a broken pyconc has is judged forbidden', () => {
  const thread = (name: string, more: Partial<ThreadRecord> = {}): ThreadRecord => ({
    name,
    ident: 1,
    process: 'MainProcess',
    daemon: false,
    started: 0,
    ended: 1,
    end: 'returned',
    ...more,
  });
  const items = Array.from({ length: 20 }, (_, i) => i + 1);
  const buffer = { made: 20, taken: items, left: [], most: 10 };
  const queue = { put: items.slice(10), got: items.slice(10).map((item) => [1, item]), unfinished: 0 };
  const event = { made: 10, taken: 10, left: [] };
  const box = { total: 0, expected: 0, plainLockHeld: false, refusals: [] };
  const made = items.slice(15).map((item) => [item, 1]);

  test.each([
    ['thread-create', 'numbers out of order', 'completed', { said: [0, 2, 1, 3, 4] }, []],
    ['thread-naming', 'a number used up by a given name', 'completed', { names: [['Thread-3 (thirdFunc)', 'x']] }, []],
    [
      'thread-subclass',
      'a tick missing',
      'completed',
      { ticks: { 'Thread-1': 4, 'Thread-2': 5 }, last: 'MainThread' },
      [],
    ],
    [
      'thread-subclass',
      'main before the last tick',
      'completed',
      { ticks: { 'Thread-1': 5, 'Thread-2': 5 }, last: 'Thread-2' },
      [],
    ],
    ['lock-race', 'an update lost under the lock', 'completed', { locked: 1, unlocked: 5, expected: 0 }, []],
    ['lock-race locked', 'an update lost under the lock', 'completed', { locked: 1, unlocked: 0, expected: 0 }, []],
    [
      'deadlock',
      'a hang although both took the same lock first',
      'hung',
      { takenFirst: ['red', 'red'], finished: 1 },
      [],
    ],
    ['rlock-box', 'a hang under the RLock', 'hung', box, []],
    ['rlock-box', 'an item left in the box', 'completed', { ...box, total: 1 }, []],
    ['rlock-box owner', 'an intruder that is not refused', 'completed', box, []],
    [
      'semaphore-producer',
      'an item taken before its turn',
      'completed',
      { made, taken: made.toReversed(), counter: 0, permits: 0 },
      [],
    ],
    [
      'semaphore-producer mutex',
      'an update lost under the semaphore',
      'completed',
      { made: [], taken: [], counter: 19_999, permits: 0 },
      [],
    ],
    ['semaphore-producer', 'a lost permit', 'hung', { made, taken: [], counter: 0, permits: 0 }, []],
    ['condition-buffer', 'an eleventh item in the buffer', 'completed', { ...buffer, most: 11 }, []],
    ['condition-buffer', 'an item taken twice', 'completed', { ...buffer, taken: [1, ...items.slice(1, 19), 1] }, []],
    ['condition-buffer', 'a lost wake-up', 'hung', buffer, []],
    [
      'condition-buffer',
      'a pop from an empty buffer in spite of `while`',
      'failed',
      buffer,
      [thread('consumer', { end: 'exception', error: { type: 'IndexError', message: '', stack: '' } })],
    ],
    ['condition-buffer if', 'a hang of the `if` without an exception', 'hung', buffer, []],
    ['event', 'an event lost although nobody cleared it', 'hung', { ...event, taken: 7 }, []],
    ['event', 'an item taken twice', 'completed', { ...event, taken: 11 }, []],
    [
      'with-statement',
      'a lock that is still held',
      'completed',
      { acquisitions: 8, after: ['<locked _thread.lock object at 0x40>'] },
      [],
    ],
    ['queue-consumers', 'a lost item', 'completed', { ...queue, got: queue.got.slice(1) }, []],
    ['queue-consumers', 'an item got twice', 'completed', { ...queue, got: [...queue.got, [2, 11]] }, []],
    [
      'queue-consumers',
      'a join that never returns',
      'hung',
      queue,
      [1, 2, 3].map((n) => thread(`consumer ${n}`, { end: 'alive' })),
    ],
  ] as const)('%s: %s', async (words, _what, reason, result, threads) => {
    const [name = '', chosen] = words.split(' ');
    const { outcomes, variants = {} } = await loadDemo(name);
    const run = {
      variant: chosen ?? Object.keys(variants)[0] ?? '',
      params: {},
      reason,
      result,
      threads,
      processes: [],
      lines: [],
    };
    const outcome = outcomes.find(({ when }) => when(run));
    expect(outcome?.grade ?? 'forbidden').toBe('forbidden');
  });
});

/** A thread that dies on the way leaves partial sums. */
test.each(['both', 'locked'])('lock-race %s: no primitive is blamed where a thread was killed', async (variant) => {
  const { outcomes, summary } = await loadDemo<typeof import('../../demos/lock-race.js')>('lock-race');
  const result = { locked: 7, unlocked: 7, expected: 0 };
  const run = {
    variant,
    params: { count: 1 },
    reason: 'failed',
    result,
    threads: [],
    processes: [],
    lines: [],
  } as const;
  expect(outcomes.find(({ when }) => when(run))).toBeUndefined();
  expect(summary?.(result, run)[0]?.rows.map((row) => row.at(-1))).not.toContain('broken');
});
