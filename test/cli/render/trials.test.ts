import { describe, expect, test } from 'vitest';
import type { TrialsHead, TrialsReport, TrialsRow } from '../../../src/events/trials-report.js';
import { createTrialsRenderer } from '../../../src/render/trials/create-trials-renderer.js';
import { percent } from '../../../src/render/trials/shares.js';
import type { TrialsFormat } from '../../../src/render/trials/trials-renderer.js';
import { cleanRow, searchRow, trialsReport, trialsRow } from './trials-rows.js';

const environment = { pyconc: '0.1.0', node: 'v20.19.0', platform: 'linux', cores: 2 };
const plain: TrialsHead = {
  demo: 'lock-race',
  outcome: null,
  seed: 7,
  isSearch: false,
  ownDefaults: {},
  meanings: {
    'mutual-exclusion-broken': 'Two threads got in.',
    'updates-lost': 'Overwritten.',
    lucky: 'Not this time.',
  },
};

interface Given {
  readonly format?: TrialsFormat;
  readonly head?: Partial<TrialsHead>;
  readonly quiet?: boolean;
  readonly unicode?: boolean;
  readonly columns?: number;
}

async function rendered(report: TrialsReport, given: Given = {}): Promise<string> {
  const { format = 'pretty', head, quiet = false, unicode = true, columns = 80 } = given;
  let text = '';
  const renderer = await createTrialsRenderer({
    format,
    quiet,
    environment,
    head: { ...plain, ...head },
    terminal: { columns, colour: false, unicode },
    next: 'pyconc trials lock-race --start aligned',
    write: (more) => {
      text += more;
    },
  });
  for (const row of report.rows) renderer.row?.(row, report);
  await renderer.finish?.(report);
  return text;
}

describe('pretty', () => {
  test('a row: all outcomes, the rate with its interval, batches, conditions, what to try', async () => {
    expect(await rendered(trialsReport([trialsRow()]))).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=100 · start together

        outcome                  samples  share            grade
        mutual-exclusion-broken        0  none             ✗ forbidden
        updates-lost                 380  38.00 %  ████    ◆ interesting
        lucky                        620  62.00 %  ██████  ✓ expected

        mutual-exclusion-broken  Two threads got in.
        updates-lost             Overwritten.
        lucky                    Not this time.

        wrong    380 of 1000: 38.00 %, 95 % interval 30.51 to 46.12 % (Wilson's, over
                 5 batches; design effect 2.6)
        batches  ▆▂▄█▄  10.0 to 70.0 %, full height is 70.0 %
        overlap  threads ran at the same time in 95.40 % of the trials
        took     1.3 s, 800 trials/s

        2 cores · Node v20.19.0 · seed 7
      Next  pyconc trials lock-race --start aligned
      "
    `);
  });

  test('a parameter that is smaller than in a run says so, one that was given does not', async () => {
    const head = { ownDefaults: { count: { own: 100, run: 100_000 } } };
    const report = trialsReport([trialsRow(), trialsRow({ params: { count: 10 } })]);
    const titles = (await rendered(report, { head })).split('\n').filter((line) => line.startsWith('lock-race'));
    expect(titles).toEqual([
      'lock-race · variant unlocked · count=100 (run: 100000) · start together',
      'lock-race · variant unlocked · count=10 · start together',
    ]);
  });

  test('a row without a hit: none in that many trials, and the rule of three', async () => {
    const text = await rendered(trialsReport([cleanRow()]), { columns: 100 });
    expect(text).toContain('none in 1000: rate below 0.30 % (95 % confidence, rule of three)');
    expect(text).not.toMatch(/\b0(\.0+)? %/);
  });

  test('rows beside each other, with their difference', async () => {
    const difference = { row: 1, from: 0, difference: -0.38, interval: [-0.4612, -0.3049] as const };
    const text = await rendered(trialsReport([trialsRow(), cleanRow()], { differences: [difference] }));
    expect(text.slice(text.indexOf('All rows'))).toMatchInlineSnapshot(`
      "All rows
        row       wrong         rate     95 % interval
        unlocked  380 of 1000   38.00 %  30.51 to 46.12 %  ████████
        locked    none in 1000  none     0 to 0.30 %

        difference             points  95 % interval
        locked minus unlocked   −38.0  −46.1 to −30.5

        2 cores · Node v20.19.0 · seed 7
      Next  pyconc trials lock-race --start aligned
      "
    `);
  });

  test('several rows: an outcome is explained with the first row that has it, in any width', async () => {
    const undeclared = [...trialsRow().outcomes.slice(0, 3), { name: null, grade: 'forbidden' as const, count: 2 }];
    const report = trialsReport([trialsRow(), cleanRow(), trialsRow({ outcomes: undeclared }), trialsRow()]);
    for (const columns of [60, 80, 140]) {
      const text = await rendered(report, { columns });
      for (const meaning of [
        'Two threads got in.',
        'Overwritten.',
        'Not this time.',
        'No outcome that the demo declares',
      ]) {
        expect({ columns, meaning, told: text.split(meaning).length - 1 }).toEqual({ columns, meaning, told: 1 });
      }
    }
  });

  test('small shares of batches are drawn up to the highest, which is named', async () => {
    const batches = [0, 1, 2, 4, 1].map((hits) => ({ trials: 200, hits }));
    const text = await rendered(trialsReport([trialsRow({ hits: 8, rate: 0.008, batches })]));
    expect(text).toContain('batches  ▁▃▅█▃  0 to 2.0 %, full height is 2.0 %');
  });

  test.each([
    ['an idle machine is not mentioned', [{ start: 0.2, end: 1.1 }], 0],
    ['an unknown load is not mentioned', [{ start: null, end: null }], 0],
    ['the load before the first row is of others', [{ start: 0.8, end: 1.1 }], 1],
    [
      "the load before another row may be the trials' own",
      [
        { start: 0.1, end: 1.1 },
        { start: 1.1, end: 1.2 },
      ],
      0,
    ],
    [
      'more than that is not',
      [
        { start: 0.1, end: 1.1 },
        { start: 1.1, end: 1.7 },
      ],
      1,
    ],
  ])('load: %s', async (_, loads, told) => {
    const text = await rendered(trialsReport(loads.map((load) => trialsRow({ load }))));
    expect(text.match(/^ {2}load {5}the machine is busy: \d\.\d threads a core/gm)?.length ?? 0).toBe(told);
  });

  test('a search: on which trial, and no rate', async () => {
    const row = searchRow();
    const text = await rendered(trialsReport([row]), { head: { isSearch: true } });
    expect(text).toContain('found on trial 3. A search ends with its hits, so it has no rate.');
    expect(text).not.toContain('interval');
  });

  test('an interrupted row says so, even without a single trial', async () => {
    expect(await rendered(trialsReport([trialsRow({ partial: true })]))).toContain('Stopped before its end');
    const none = cleanRow({ trials: 0, rate: null, interval: null, noneBelow: null, overlap: null, partial: true });
    expect(await rendered(trialsReport([none]))).toContain('No trial came to its end.');
  });

  test('warnings come after the figures', async () => {
    const warnings = [{ code: 'few-trials', message: 'Too few: try `-n 1000`.', rows: [0] }];
    expect(await rendered(trialsReport([trialsRow()], { warnings }))).toMatch(/took.*◆ {2}Too few: try `-n 1000`\./s);
  });

  test('an undeclared outcome has a line of its own', async () => {
    const outcomes = [...trialsRow().outcomes.slice(0, 3), { name: null, grade: 'forbidden' as const, count: 2 }];
    expect(await rendered(trialsReport([trialsRow({ outcomes })]))).toMatch(/no declared outcome +2 +0\.20 %/);
  });

  test('and shows the first of each kind, without its escape sequences', async () => {
    const error = { type: 'TypeError', message: 'a is \x1b[31mnot\x1b[2J b', stack: '' };
    const because = `Thread-1 ended with TypeError: ${error.message}.`;
    const failed = {
      trial: 37,
      count: 12,
      reason: 'failed',
      because,
      thread: 'Thread-1',
      error,
      at: '/a.js:3:9',
    } as const;
    const hung = {
      trial: 205,
      count: 1,
      reason: 'hung',
      because: 'It hung.',
      thread: null,
      error: null,
      at: null,
    } as const;
    const text = await rendered(trialsReport([trialsRow({ undeclared: [failed, hung] })]));
    expect(text.slice(text.indexOf('  trial 37'), text.indexOf('  wrong'))).toMatchInlineSnapshot(`
      "  trial 37   Thread-1 ended with TypeError: a is not b.
                   at /a.js:3:9
                   12 trials were of this kind.
        trial 205  It hung.

      "
    `);
  });

  test('in ASCII it has no other characters', async () => {
    const difference = { row: 1, from: 0, difference: -0.38, interval: [-0.4612, -0.3049] as const };
    const report = trialsReport([trialsRow(), cleanRow()], { differences: [difference] });
    expect(await rendered(report, { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test.each([40, 80, 140])('is nowhere wider than %i columns', async (columns) => {
    const report = trialsReport([trialsRow(), cleanRow()]);
    const lines = (await rendered(report, { columns })).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});

test('-q prints one line per row', async () => {
  expect(await rendered(trialsReport([trialsRow(), cleanRow()]), { quiet: true, columns: 200 })).toMatchInlineSnapshot(`
    "unlocked: 380 of 1000: 38.00 %, 95 % interval 30.51 to 46.12 % (Wilson's, over 5 batches; design effect 2.6)
    locked: none in 1000: rate below 0.30 % (95 % confidence, rule of three)
    "
  `);
});

test('csv', async () => {
  const row = cleanRow({ params: { text: 'a "b", c' } });
  expect(
    await rendered(trialsReport([trialsRow({ params: { text: 'd' } }), row]), { format: 'csv' }),
  ).toMatchInlineSnapshot(`
    "demo,variant,param.text,start,trials,hits,rate,low,high,method,deff,none_below,overlap,batches,first_hit,seconds,load_start,load_end,partial,outcome.mutual-exclusion-broken,outcome.updates-lost,outcome.lucky,outcome.
    lock-race,unlocked,d,together,1000,380,0.38,0.3051,0.4612,wilson-batches,2.61,,0.954,5,3,1.25,0.1,0.4,false,0,380,620,0
    lock-race,locked,"a ""b"", c",together,1000,0,0,0,0.0044,wilson-batches,1,0.002991,0.954,5,,1.25,0.1,0.4,false,0,1000,0
    "
  `);
});

test('markdown', async () => {
  expect(await rendered(trialsReport([trialsRow(), cleanRow()]), { format: 'markdown' })).toMatchInlineSnapshot(`
    "| variant | count | start | wrong | rate | 95 % interval |
    | --- | --- | --- | --- | --- | --- |
    | unlocked | 100 | together | 380 of 1000 | 38.00 % | 30.51 to 46.12 % |
    | locked | 100 | together | none in 1000 | none | 0 to 0.30 % |
    "
  `);
});

test('json is one document, with the rows as they are', async () => {
  const report = trialsReport([trialsRow(), cleanRow({ partial: true })], { partial: true });
  const document = JSON.parse(await rendered(report, { format: 'json' }));
  const { demo: _, name: __, partial: ___, ...row } = trialsRow();
  expect(document).toMatchObject({
    v: 1,
    environment,
    demo: 'lock-race',
    seed: 7,
    start: 'together',
    partial: true,
    differences: [],
    warnings: [],
  });
  expect(document.rows[0]).toEqual({ row: 0, ...row });
  expect(document.rows[1].partial).toBe(true);
});

test('ndjson numbers each row', async () => {
  const report = trialsReport([trialsRow(), cleanRow()]);
  const rows: TrialsRow[] = [];
  let text = '';
  const renderer = await createTrialsRenderer({
    ...{ format: 'ndjson', quiet: false, environment, head: plain },
    terminal: { columns: 80, colour: false, unicode: true },
    write: (more) => {
      text += more;
    },
  });
  for (const row of report.rows) {
    rows.push(row);
    renderer.row?.(row, trialsReport(rows));
  }
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ type }) => type === 'row').map(({ row, variant }) => [row, variant])).toEqual([
    [0, 'unlocked'],
    [1, 'locked'],
  ]);
  expect(Object.keys(lines[1]).slice(0, 4)).toEqual(['v', 'type', 'row', 'variant']);
});

test('ndjson has one line for the start, each row, each warning, and the end', async () => {
  const warnings = [{ code: 'one-core', message: 'One core.', rows: null }];
  const lines = (await rendered(trialsReport([trialsRow()], { warnings }), { format: 'ndjson' })).trim().split('\n');
  const types = lines.map((line) => JSON.parse(line)).map(({ v, type }) => [v, type]);
  expect(types).toEqual([
    [1, 'trials.start'],
    [1, 'row'],
    [1, 'warning'],
    [1, 'trials.end'],
  ]);
});

test.each([
  [0, 100, '0 %'],
  [1, 100, '100 %'],
  [0.53, 100, '53.0 %'],
  [99_999 / 100_000, 100_000, '> 99.99 %'],
  [1 / 100_000, 100_000, '< 0.01 %'],
  [1 / 10_000, 10_000, '0.01 %'],
  [999 / 1000, 1000, '99.90 %'],
  [0.00004, 500, '< 0.1 %'],
])('a share of %f in %i trials is shown as %s', (share, trials, text) => {
  expect(percent(share, trials)).toBe(text);
});
