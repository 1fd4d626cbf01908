/** Several programs in one process, as in an HTTP server, whose requests come at any time. */
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunEvent, type RunResult, run } from 'pyconc';
import { expect, test } from 'vitest';
import { count, later, nap } from '../../build/programs/jobs.js';
import { onLine } from '../observe.js';

/** The log of a server about these runs: when each began and ended. */
function watching() {
  const told: string[] = [];
  const as = (name: string) => ({
    onEvent({ type }: RunEvent) {
      if (type === 'run.start' || type === 'run.end') told.push(`${name} ${type}`);
    },
  });
  const inOrder = (...names: string[]) => names.flatMap((name) => [`${name} run.start`, `${name} run.end`]);
  return { told, as, inOrder };
}

/** Without the facts that differ from run to run. */
function essence({ reason, result, threads, error }: RunResult) {
  return { reason, result, error, threads: threads.map(({ name, end }) => [name, end]) };
}

test('an HTTP handler may call run: requests that come at once all get their results', async () => {
  const server = createServer(async (request, response) => {
    const numbers = (request.url ?? '').slice(1).split(',').map(Number);
    const { reason, result, threads } = await run(count, { args: numbers, onEvent() {} });
    response.end(JSON.stringify({ reason, result, threads: threads.length }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const asked = Array.from({ length: 20 }, (_, i) => Array.from({ length: 1 + (i % 3) }, (_, j) => 10 * i + j));
    const answers = await Promise.all(
      asked.map(async (numbers) => (await fetch(`http://127.0.0.1:${port}/${numbers}`)).json()),
    );
    expect(answers).toEqual(
      asked.map((numbers) => ({
        reason: 'completed',
        result: numbers.reduce((sum, each) => sum + each, 0),
        threads: 1 + numbers.length,
      })),
    );
  } finally {
    server.close();
  }
});

test('programs run one after the other, in the order of the calls, and waiting changes nothing for a program', async () => {
  const { told, as, inOrder } = watching();
  const alone = await run(count, { args: [3, 4], onEvent() {} });
  const [, waited, last] = await Promise.all([
    run(nap, { args: [0.2, 'first'], ...as('first') }),
    run(count, { args: [3, 4], ...as('second') }),
    run(nap, { args: [0, 'third'], ...as('third') }),
  ]);
  expect(told).toEqual(inOrder('first', 'second', 'third'));
  expect(essence(waited)).toEqual(essence(alone));
  expect(essence(waited)).toMatchObject({ reason: 'completed', result: 7 });
  expect(Object.keys(waited).sort()).toEqual(Object.keys(alone).sort());
  expect(last.result).toBe('third');
});

test('a call that comes while others wait comes after them, whichever program has just ended', async () => {
  const { told, as, inOrder } = watching();
  const second: Promise<RunResult>[] = [];
  const onEnd = ({ type }: RunEvent) => {
    if (type === 'run.end') second.push(run(nap, { args: [0, ''], ...as('from its end') }));
  };
  await Promise.all([
    run(nap, { args: [0.05, ''], onEvent: onEnd }),
    run(nap, { args: [0, ''], ...as('waiting') }).then(() => run(nap, { args: [0, ''], ...as('afterwards') })),
  ]);
  await Promise.all(second);
  expect(told).toEqual(inOrder('waiting', 'from its end', 'afterwards'));
});

test('timeout and seconds count from the start of the run itself, not of the wait for it', async () => {
  const [, waited] = await Promise.all([
    run(nap, { args: [2, 'long'], onEvent() {} }),
    run(nap, { args: [0.05, 'short'], timeout: 1.5, onEvent() {} }),
  ]);
  expect(waited).toMatchObject({ reason: 'completed', result: 'short' });
  expect(waited.seconds).toBeLessThan(1.5);
});

test('a run whose signal is aborted while it waits ends as interrupted at once, without a beginning', async () => {
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const ends: string[] = [];
  const first = run(nap, { args: [0.5, 'first'], onEvent: onLine('first sleeps', () => controller.abort()) });
  const dropped = run(nap, { args: [0, 'dropped'], signal: controller.signal, onEvent: (event) => events.push(event) });
  const last = run(nap, { args: [0, 'last'], onEvent() {} });
  await Promise.all([
    first.then(() => ends.push('first')),
    dropped.then(() => ends.push('dropped')),
    last.then(() => ends.push('last')),
  ]);
  expect(ends).toEqual(['dropped', 'first', 'last']);
  expect(await dropped).toMatchObject({ demo: 'nap', reason: 'interrupted', seconds: 0, outcome: null, threads: [] });
  expect(await dropped).not.toHaveProperty('result');
  expect(events.map(({ type, seq }) => [seq, type])).toEqual([
    [1, 'run.start'],
    [2, 'run.end'],
  ]);
  expect(await first).toMatchObject({ reason: 'completed', result: 'first' });
});

test('a signal that was aborted before lets no program begin', async () => {
  const logs: string[] = [];
  const onEvent = (event: RunEvent) => void (event.type === 'log' && logs.push(event.text));
  const result = await run(nap, { args: [0, 'dropped'], signal: AbortSignal.abort(), onEvent });
  expect(essence(result)).toMatchObject({ reason: 'interrupted', result: undefined, threads: [] });
  expect(logs).toEqual([]);
});

test('a run that is refused, fails, hangs or throws leaves the turn to the next', async () => {
  const complain = () => {
    throw new RangeError('not my event');
  };
  const quiet = { onEvent() {} };
  const settled = await Promise.allSettled([
    run(later as () => void, quiet),
    run(nap, { args: [0, ''], timeout: -1, ...quiet }),
    run(nap, { args: [0, ''], onEvent: complain }),
    run(nap, { args: [60, ''], timeout: 0.1, ...quiet }),
    run(new URL('./nowhere.js', import.meta.url), 'main', quiet),
    run(count, { args: 5 as unknown as number[], ...quiet }),
    run(count, { args: [1, 2], ...quiet }),
  ]);
  expect(settled.map((each) => (each.status === 'fulfilled' ? each.value.reason : each.reason.name))).toEqual([
    'TypeError',
    'ValueError',
    'RangeError',
    'timeout',
    'failed',
    'TypeError',
    'completed',
  ]);
});

test('many that wait with one signal leave no listeners behind, and no warning', async () => {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on('warning', onWarning);
  try {
    const controller = new AbortController();
    const { signal } = controller;
    const runs = Array.from({ length: 40 }, (_, i) => run(count, { args: [i], signal, onEvent() {} }));
    expect((await Promise.all(runs)).map(({ result }) => result)).toEqual(runs.map((_, i) => i));
    const dropped = Array.from({ length: 40 }, () => run(nap, { args: [5, ''], signal, onEvent() {} }));
    controller.abort();
    expect((await Promise.all(dropped)).map(({ reason }) => reason)).toEqual(dropped.map(() => 'interrupted'));
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', onWarning);
  }
});

test('a module that is loaded while a program is on keeps its shared objects: they are made again after it', async () => {
  const first = run(nap, { args: [0.5, 'first'], onEvent() {} });
  const loaded = await import('../../build/programs/late.js');
  const { addTo, count } = loaded;
  expect(String(count)).toBe("<Value late count('i', 7)>");
  expect(await first).toMatchObject({ reason: 'completed' });
  for (let i = 0; i < 3; i++) {
    expect(String(count)).toBe("<Value late count('i', 7)>");
    const { reason, result } = await run(addTo, { args: [count], onEvent() {} });
    expect({ reason, result }).toEqual({ reason: 'completed', result: [9, 9, "<Value late count('i', 9)>"] });
  }
});

test('hundreds of runs leave nothing behind: no worker, no listener, no memory', async () => {
  const { signal } = new AbortController();
  const kinds = [
    () => run(count, { args: [1, 2], signal, onEvent() {} }),
    () => run(new URL('../../build/programs/jobs.js', import.meta.url), 'count', { args: [3], signal, onEvent() {} }),
    () => run(new URL('../../build/programs/jobs.js', import.meta.url), 'missing', { signal, onEvent() {} }),
    () => run(later as () => void, { signal }).catch(() => {}),
  ];
  const runs = async (times: number) => {
    for (let i = 0; i < times; i++) await Promise.all(kinds.map((kind) => kind()));
  };
  const kept = () => ({
    workers: process.getActiveResourcesInfo().filter((name) => /worker|message/i.test(name)).length,
    listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
    ofSignal: getEventListeners(signal, 'abort').length,
  });
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on('warning', onWarning);
  try {
    await runs(25);
    const before = { ...kept(), memory: process.memoryUsage().rss };
    await runs(125);
    const { memory, ...after } = { ...kept(), memory: process.memoryUsage().rss };
    expect({ ...after, memory: before.memory }).toEqual(before);
    // A run that left its workers or its arena behind would take many times as much.
    expect(memory - before.memory).toBeLessThan(100 * 2 ** 20);
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', onWarning);
  }
});
