/** Each demo's Python twin does what the demo's prose claims, as far as the `python3` of this machine goes. */
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa, execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { EXPECTED } from './observe-demo.js';

const DIRECTORY = new URL('../../demos/python/', import.meta.url);
const { version, hasGil } = python();

test('every demo has a twin, and every twin a demo', () => {
  const twins = readdirSync(DIRECTORY).filter((file) => file.endsWith('.py'));
  expect(twins.sort()).toEqual(
    Object.keys(EXPECTED)
      .map((name) => `${name}.py`)
      .sort(),
  );
});

describe.skipIf(version < 306)(`the Python twins, on the python3 of this machine (${version || 'none'})`, () => {
  test('thread-create: in order, one after the other', async () => {
    const suffix = version >= 310 ? ' (say_number)' : '';
    expect(await saidBy('thread-create')).toEqual(
      [0, 1, 2, 3, 4].map((n) => `Thread-${n + 1}${suffix}: I am thread number ${n}`),
    );
  });

  test('thread-naming: a given name uses up no number, and a new name holds from then on', async () => {
    const said = await saidBy('thread-naming');
    const third = version >= 310 ? 'Thread-1 (third_func)' : 'Thread-1';
    expect(said.slice(0, 3).sort()).toEqual([`${third}: is starting`, 'first: is starting', 'second: is starting']);
    expect(said).toContain('second, renamed: was "second" until now');
    expect(said.slice(-3).sort()).toEqual([`${third}: is exiting`, 'first: is exiting', 'second, renamed: is exiting']);
  });

  test('thread-subclass: numbered without the name of the class, five ticks each, and main speaks last', async () => {
    const said = await saidBy('thread-subclass');
    for (const name of ['Thread-1', 'Thread-2']) {
      const ticks = said.flatMap((line) => line.match(`^${name}: tick (\\d) at \\d\\d:\\d\\d:\\d\\d$`)?.[1] ?? []);
      expect(ticks).toEqual(['1', '2', '3', '4', '5']);
    }
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('MainThread: both tickers have ended');
  });

  test('lock-race: the locked counter ends at 0, and so does the other one on 3.10 to 3.13', async () => {
    const said = await saidBy('lock-race');
    expect(said[0]).toBe('MainThread: with lock: 0, expected 0');
    const takesTurnsAtCalls = hasGil && version >= 310 && version <= 313;
    expect(said[1]).toMatch(takesTurnsAtCalls ? /without lock: 0,/ : /without lock: -?\d+,/);
  });

  test('deadlock: opposite never ends, ordered does', async () => {
    const wants = (line: string) => line.includes(': wants the');
    const said = await neverEnds('deadlock', 'opposite', (lines) => lines.filter(wants).length === 2);
    expect(said.filter((line) => line.endsWith(': has both'))).toEqual([]);
    const ordered = await saidBy('deadlock', 'ordered');
    expect(ordered.filter((line) => line.endsWith(': has both'))).toHaveLength(2);
    expect(ordered.at(-1)).toBe('MainThread: both threads are done');
  });

  test('rlock-box: 0 items at the end; a plain Lock blocks on itself in the first add', async () => {
    const said = await saidBy('rlock-box');
    expect(said).toHaveLength(13);
    expect(said.at(-1)).toBe('MainThread: 0 items in the box');
    expect(await neverEnds('rlock-box', 'lock', (lines) => lines.length >= 2)).toHaveLength(2);
  });

  test('rlock-box: only its owner can release an RLock', async () => {
    const said = await saidBy('rlock-box', 'owner');
    expect(said.filter((line) => line.endsWith(': RuntimeError: cannot release un-acquired lock'))).toHaveLength(1);
  });

  test('semaphore-producer: the producer sees 1, the consumer 0, and the items come in order', async () => {
    const said = await saidBy('semaphore-producer');
    const all = (pattern: RegExp) => said.flatMap((line) => line.match(pattern)?.[1] ?? []);
    expect(all(/^producer: made item (\d+)$/)).toEqual(all(/^consumer: takes item (\d+)/));
    // 200 of 200, but without a guarantee: on a busy machine the thread that reads may come late, and see another number.
    for (const [pattern, number] of [
      [/^producer: has released, sees the semaphore at (\d)/, '1'],
      [/^consumer: takes .* semaphore at (\d)/, '0'],
    ] as const) {
      const seen = all(pattern);
      expect(seen).toHaveLength(5);
      expect(seen).toContain(number);
    }
  });

  test('semaphore-producer: under the mutex no update is lost', async () => {
    expect((await saidBy('semaphore-producer', 'mutex')).at(-1)).toBe('MainThread: counter: 20000, expected 20000');
  });

  test('condition-buffer: with `while` all is made and taken', async () => {
    const said = await saidBy('condition-buffer');
    expect(said[0]).toBe('consumer: waits: 0 in the buffer');
    const [, most] = said.at(-1)?.match(/^MainThread: made 20, taken 20, at most (\d+) in the buffer$/) ?? [];
    expect(Number(most)).toBeLessThanOrEqual(10);
    expect(said.filter((line) => line.includes(': takes item'))).toHaveLength(20);
  });

  test('condition-buffer: with `if` a consumer pops from an empty list, and the rest wait for ever', async () => {
    await neverEnds('condition-buffer', 'if', (lines) => lines.includes('IndexError: pop from empty list'));
  });

  test('condition-buffer: with `notify` and room for one, the wrong one is woken, and all wait for ever', async () => {
    const isOver = (lines: readonly string[]) => {
      const [made, taken] = [/: makes item/, /: takes item/].map(
        (said) => lines.filter((line) => said.test(line)).length,
      );
      return made !== 0 && made === taken && /^consumer \d: waits/.test(lines.at(-1) ?? '');
    };
    await neverEnds('condition-buffer', 'notify', isOver, '--room', '1');
  });

  test('condition-buffer: with `notify_all` and room for one, all is made and taken', async () => {
    const said = await saidBy('condition-buffer', 'notify-all', '--room', '1', '--items', '6');
    expect(said.at(-1)).toBe('MainThread: made 6, taken 6, at most 1 in the buffer');
  });

  test('event: all are taken if the consumer clears', async () => {
    const said = await saidBy('event');
    const all = (pattern: RegExp) => said.flatMap((line) => line.match(pattern)?.[1] ?? []).sort();
    expect(all(/^consumer: takes (\d+)/)).toEqual(all(/^producer: made (\d+)$/));
    expect(said.at(-1)).toBe('MainThread: all items are taken');
  });

  test('event: as written, events are lost and it never ends', async () => {
    const isOver = (lines: readonly string[]) =>
      lines.includes('producer: has made 10 items and is done') &&
      lines.findLast((line) => line.startsWith('consumer')) === 'consumer: is ready for an event';
    const said = await neverEnds('event', 'as-written', isOver);
    const taken = said.filter((line) => line.startsWith('consumer: takes')).length;
    expect(taken).toBeGreaterThanOrEqual(4);
    expect(taken).toBeLessThan(10);
  });

  test('with-statement: eight lines, each thing held, and free afterwards', async () => {
    const said = await saidBy('with-statement');
    const holders = said.filter((line) => line.includes(': holds <'));
    expect(holders).toHaveLength(8);
    expect(holders.filter((line) => line.includes('<locked'))).toHaveLength(6);
    expect(holders.filter((line) => line.includes('count=1'))).toHaveLength(4);
    expect(holders.filter((line) => line.includes('value=0'))).toHaveLength(version >= 311 ? 2 : 0);
    expect(said.filter((line) => line.startsWith('MainThread: afterwards <unlocked'))).toHaveLength(2);
    if (version >= 310) expect(holders[0]).toMatch(/^Thread-[12] \(threading_(not_)?with\): /);
  });

  // On a busy machine a consumer may come back too late for its turn.
  test('queue-consumers: in order and in turn, and a sentinel ends each consumer', { retry: 4 }, async () => {
    const said = await saidBy('queue-consumers');
    isHandedOutInTurn(said);
    expect(said.filter((line) => line.endsWith(': got the sentinel, stops'))).toHaveLength(3);
  });

  test('queue-consumers: as written, all items are taken and it never ends', { retry: 4 }, async () => {
    const got = (lines: readonly string[]) => lines.filter((line) => line.includes(': got '));
    isHandedOutInTurn(await neverEnds('queue-consumers', 'as-written', (lines) => got(lines).length === 10));
  });

  test.skipIf(version < 313)('queue-consumers: shutdown ends the consumers by an exception', async () => {
    const said = await saidBy('queue-consumers', 'shutdown');
    expect(said.filter((line) => line.endsWith(': finds the queue shut down, stops'))).toHaveLength(3);
  });

  test.skipIf(version >= 313)('queue-consumers: before 3.13 there is no shutdown, and the twin says so', async () => {
    const { exitCode, stderr } = await twin('queue-consumers', 'shutdown');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: 'queue.shutdown() came with Python 3.13' });
  });

  test('process-create: in order, one after the other, exit code 0 each', async () => {
    expect(await saidBy('process-create')).toEqual(
      [1, 2, 3, 4, 5].flatMap((n) => [
        `Process-${n}: I am process number ${n - 1}`,
        `MainProcess: Process-${n} has ended with exit code 0`,
      ]),
    );
  });

  test('process-naming: a given name uses up a number, and both are awaited', async () => {
    const said = await saidBy('process-naming');
    expect(said.toSorted()).toEqual([
      'MainProcess: has started both, and has nothing more to do',
      'Process-2: is exiting',
      'Process-2: is starting',
      'func: is exiting',
      'func: is starting',
    ]);
  });

  test('process-queue: each item once, in order', async () => {
    const said = await saidBy('process-queue');
    const all = (pattern: RegExp) => said.flatMap((line) => line.match(pattern)?.[1] ?? []);
    const got = all(/^consumer: got (\d+)$/);
    expect(got).toHaveLength(10);
    expect(got).toEqual(all(/^producer: made (\d+)$/));
  });

  test('process-race: no update is lost under the lock, and there are no more than were made', async () => {
    const [locked, unlocked] = await saidBy('process-race');
    expect(locked).toBe('MainProcess: with lock: 40000, expected 40000');
    expect(Number(unlocked?.match(/without lock: (\d+), expected 40000/)?.[1])).toBeLessThanOrEqual(40000);
  });

  test('threads-vs-processes: what a thread sets is seen, what a process sets is not', async () => {
    const said = await saidBy('threads-vs-processes');
    const text = said.map((line) => line.replace(/^.*?: /, ''));
    expect(text.at(2)).toBe('sees 1 after the thread');
    expect(text.at(-1)).toBe('sees 1 after the process');
  });
});

function isHandedOutInTurn(said: readonly string[]): void {
  const all = (pattern: RegExp, group: number) => said.flatMap((line) => line.match(pattern)?.[group] ?? []);
  const got = /^consumer (\d): got (\d+)$/;
  expect(all(got, 2)).toEqual(all(/^producer: made (\d+)$/, 1));
  const consumers = all(got, 1);
  expect(consumers).toEqual(consumers.map((_, i) => consumers[i % 3]));
  expect(new Set(consumers.slice(0, 3)).size).toBe(3);
}

/** 3.11 is 311; 0 where there is no python3. And whether it has the interpreter lock, by which its threads take turns. */
function python(): { version: number; hasGil: boolean } {
  const facts = 'import sys; print(sys.version_info[:2], getattr(sys, "_is_gil_enabled", lambda: True)())';
  const { stdout } = execaSync('python3', ['-c', facts], { reject: false });
  const [, major, minor, hasGil] = String(stdout ?? '').match(/^\((\d+), (\d+)\) (True|False)/) ?? [];
  return { version: 100 * Number(major ?? 0) + Number(minor ?? 0), hasGil: hasGil === 'True' };
}

/** A beat of a twentieth of a second: long enough for the twins' own timing, short enough for a test. */
function twin(name: string, variant?: string, ...more: readonly string[]) {
  const script = fileURLToPath(new URL(`${name}.py`, DIRECTORY));
  // Unbuffered and without bytecode: a killed twin has printed everything, and none leaves a file behind.
  return execa('python3', ['-uB', script, ...(variant === undefined ? [] : ['--variant', variant]), ...more], {
    env: { PACE: name === 'semaphore-producer' ? '0.01' : '0.05' },
    all: true,
    reject: false,
    timeout: 50_000,
    forceKillAfterDelay: 500,
  });
}

/** The output of a twin that ends, as `thread: text`. */
async function saidBy(name: string, variant?: string, ...more: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await twin(name, variant, ...more);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.split('\n').map(toSaid);
}

/** The output of a twin that has printed everything and a second later still has not ended. */
async function neverEnds(
  name: string,
  variant: string,
  isOver: (said: readonly string[]) => boolean,
  ...more: readonly string[]
): Promise<readonly string[]> {
  const running = twin(name, variant, ...more);
  const said: string[] = [];
  let hasEnded = false;
  running.then(() => {
    hasEnded = true;
  });
  try {
    // Not execa's own lines: leaving that loop would wait for the end of the program.
    for await (const line of createInterface({ input: running.all })) {
      said.push(toSaid(line));
      if (isOver(said)) break;
    }
    expect(isOver(said), said.join('\n')).toBe(true);
    await setTimeout(1000);
    expect(hasEnded).toBe(false);
    return said;
  } finally {
    running.kill('SIGKILL');
    await running;
  }
}

/** Thread names are padded to a column. */
function toSaid(line: string): string {
  const [, thread, text] = line.match(/^(\S.*?) {2,}(.*)$/) ?? [];
  return thread === undefined ? line : `${thread}: ${text}`;
}
