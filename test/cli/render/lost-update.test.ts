import { expect, test } from 'vitest';
import type { LostUpdate, LostUpdateOperation } from '../../../src/events/facts.js';
import { createRenderer } from '../../../src/render/create-renderer.js';
import type { Terminal } from '../../../src/render/renderer.js';
import { end, events, plain, shown, start } from './events.js';

const file = '/home/me/race.mjs';

function operation(n: number, op: 'load' | 'store', value: number, more: Partial<LostUpdateOperation> = {}) {
  const at = more.ident === null ? null : `${file}:${n + 2}:5`;
  const source = at === null ? null : `counter.value += ${n};`;
  const thread = `Thread-${n} (${n === 1 ? 'add' : 'subtract'})`;
  return { thread, ident: n + 1, process: 'MainProcess', op, value, at, source, ...more };
}

const loss: LostUpdate = {
  kind: 'Value',
  name: 'counter',
  object: 64,
  operations: [
    operation(2, 'load', 0, { stale: true }),
    operation(1, 'load', 6, { afterOthers: true }),
    operation(1, 'store', 7),
    operation(2, 'store', -1, { overwrote: 7 }),
  ],
};

async function page(lostUpdate: LostUpdate | null, terminal: Partial<Terminal> = {}, more = {}) {
  const options = {
    format: 'pretty',
    quiet: false,
    terminal: { ...plain, columns: 80, folder: '/home/me', ...terminal },
    environment: { pyconc: '0', node: '0', platform: 'x', cores: 2 },
  } as const;
  const told = events({ ...start }, { ...end, lostUpdate, ...more });
  return shown((write) => createRenderer({ ...options, write }), told);
}

/** The part of the page about the lost update. */
function part(text: string): string {
  return text.slice(text.indexOf('The first lost update'), text.indexOf('  race.mjs:')).trimEnd();
}

test('the two threads in columns, in the order of their start, with the value between them', async () => {
  expect(part(await page(loss))).toBe(
    [
      'The first lost update that was caught',
      '  add       counter  subtract',
      '                  0  loads 0    ← stale when it stores',
      '                  …',
      '  loads 6         6',
      '  stores 7        7',
      '                 -1  stores -1  ← overwrites 7 unseen',
    ].join('\n'),
  );
});

test('the lines of the source, each once, as seen from the folder', async () => {
  expect(await page(loss)).toContain('  race.mjs:4  counter.value += 2;\n  race.mjs:3  counter.value += 1;\n');
});

test('in ASCII', async () => {
  const text = part(await page(loss, { unicode: false }));
  expect(text).toMatch(/^[\n -~]+$/);
  expect(text).toContain('<- overwrites 7');
});

test('where there is no room for columns, as a list of what the loss consists of', async () => {
  const text = await page(loss, { columns: 40 });
  expect(part(text).split('\n').slice(1, 5)).toEqual([
    '  subtract loads 0',
    '  …',
    '  add stores 7',
    '  subtract stores -1 over 7, unseen',
  ]);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

test('threads with the same target have their names, and an unknown thread has none', async () => {
  const same = loss.operations.map((each) => ({ ...each, thread: each.thread?.replace('subtract', 'add') ?? null }));
  expect(await page({ ...loss, operations: same })).toMatch(/Thread-1 \(add\) +counter +Thread-2 \(add\)/);
  const [first, , lost, last] = loss.operations as LostUpdateOperation[];
  const nobody = { ...lost, thread: null, ident: null, process: null, at: null, source: null } as LostUpdateOperation;
  const text = await page({ ...loss, operations: [first, nobody, last] as LostUpdateOperation[] });
  expect(text).toMatch(/subtract +counter +another thread/);
});

test('says that no lost update was caught if one was to be seen, and else nothing', async () => {
  const interesting = { outcome: { name: 'updates-lost', grade: 'interesting', because: 'It was.' } };
  const words = 'No lost update was caught';
  expect(await page(null, {}, interesting)).toContain(words);
  expect(await page(null)).not.toContain(words);
  expect(await page(null, {}, { ...interesting, reason: 'hung' })).not.toContain(words);
});
