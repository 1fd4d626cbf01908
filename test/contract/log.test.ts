import { log } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/output.js';
import { observe } from '../observe.js';

test('log joins its parts as console.log does, one event per call', async () => {
  const { logs } = await observe(program.parts);
  expect(logs).toEqual([
    '',
    'one 2 [ 3 ] { four: 4 }',
    'text and 5',
    'two\nlines',
    expect.stringMatching(/^Map\(1\) \{ 'lock' => <unlocked _thread\.lock object at 0x\w+> \}$/),
    '\u001b[31mred\u001b[0m 中文',
  ]);
});

test('events are numbered without a gap from 1, and come in that order', async () => {
  const { events } = await observe(program.handOver);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]?.type).toBe('run.start');
  expect(events.at(-1)?.type).toBe('run.end');
});

test.each(['log', 'ops'] as const)(
  'a lock that is handed over 1000 times never has two holders in the log: trace %s',
  async (trace) => {
    const { events, result } = await observe(program.handOver, { trace });
    expect(result).toBe(1000);
    let holder: string | undefined;
    let held = 0;
    for (const event of events) {
      if (event.type !== 'log') continue;
      expect(event.text).toBe(holder === undefined ? 'has it' : 'gives it');
      if (holder !== undefined) expect(event.thread).toBe(holder);
      holder = holder === undefined ? event.thread : undefined;
      held++;
    }
    expect(held).toBe(2000);
  },
);

test('with traced operations, acquired and released alternate', async () => {
  const { events } = await observe(program.handOver, { trace: 'ops' });
  // A thread that has to wait for it is traced as well.
  const isHold = ({ op, kind }: { op: string; kind: string }) => kind === 'Lock' && !/^(waiting|resumed)$/.test(op);
  const ops = events.filter((event) => event.type === 'op').filter(isHold);
  expect(ops).toHaveLength(2000);
  expect(
    ops.every(({ op, name }, index) => op === (index % 2 === 0 ? 'acquired' : 'released') && name === 'baton'),
  ).toBe(true);
  for (let i = 0; i < ops.length; i += 2) expect(ops[i]?.ident).toBe(ops[i + 1]?.ident);
});

test('console output of a thread is logged, one line at a time, in order', async () => {
  const { events } = await observe(program.writeInThreads);
  const lines = events.filter((event) => event.type === 'log');
  for (const name of ['writer 0', 'writer 1']) {
    const own = lines.filter(({ thread }) => thread === name).map(({ text, stream }) => [text, stream]);
    expect(own).toEqual([
      ['console.log 1', 'stdout'],
      ['console.error', 'stderr'],
      ['one line', 'stdout'],
      ['between', undefined],
      ['and another', 'stdout'],
      ['two', 'stderr'],
      ['lines', 'stderr'],
      ['without an end', 'stdout'],
    ]);
  }
});

test('a line that is written in many pieces takes no longer than they do', async () => {
  const { events, seconds } = await observe(program.writePieces);
  expect(events.flatMap((event) => (event.type === 'log' ? [event.text.length] : []))).toEqual([4_000_000]);
  // Searching the whole line for its end at each piece took 20 to 60 seconds.
  expect(seconds).toBeLessThan(10);
});

test('threads that log more than the host can take at once lose no line', async () => {
  const { said } = await observe(program.talkALot);
  for (const name of ['a', 'b']) {
    const own = said.filter((line) => line.startsWith(`${name}: `));
    expect(own).toEqual(Array.from({ length: 20_000 }, (_, i) => `${name}: ${i}`));
  }
  expect(said.at(-1)).toBe('MainThread: MainThread is done');
});

test('log is refused where no program runs', () => {
  expect(() => log('nobody hears this')).toThrow(/no program is running here: call run\(main\)/);
});
