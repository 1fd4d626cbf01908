import { expect, test } from 'vitest';
import { warningsFor } from '../../src/trials/warnings.js';
import { trialsRow } from '../cli/render/trials-rows.js';

const many = { cores: 8 };
const batches = (length: number) => Array.from({ length }, () => ({ trials: 250, hits: 95 }));
const codes = (...given: Parameters<typeof warningsFor>) => warningsFor(...given).map(({ code }) => code);

test('many trials in many batches whose threads ran at the same time give no warning', () => {
  expect(warningsFor([trialsRow()], many)).toEqual([]);
});

test.each([
  ['few-trials', { trials: 12 }, many, '`-n 1000`, or a longer `--time`'],
  ['few-batches', { batches: [{ trials: 1000, hits: 380 }] }, many, '--batches 20'],
  ['depends-on-batch', { deff: 14.2, batches: batches(4) }, many, '--batches 20'],
  ['depends-on-batch', { deff: 14.2, batches: batches(16) }, many, '--batches 32'],
  ['no-overlap', { overlap: 0 }, many, '--start aligned'],
  ['no-overlap', { overlap: 0.01, start: 'aligned' as const }, many, 'try a larger `--param count`'],
  ['one-core', {}, { cores: 1 }, '--start aligned'],
  ['too-few-for-max-rate', { hits: 0, rate: 0, interval: [0, 0.01] as const }, { cores: 8, maxRate: 0.001 }, '-n 9000'],
  ['too-few-for-min-rate', {}, { cores: 8, minRate: 0.37 }, '-n 4000'],
])('%s gives a warning, with the flag to try', (code, row, context, flag) => {
  const found = warningsFor([trialsRow(row)], context).find((warning) => warning.code === code);
  expect(found?.message).toContain(flag);
});

test.each([
  ['it takes none', {}],
  ['it takes none that is a number', { kind: 'red', isLoud: true }],
])('a warning names no parameter of a demo where %s', (_, params) => {
  const [warning] = warningsFor([trialsRow({ overlap: 0, start: 'aligned', params })], many);
  expect(warning?.code).toBe('no-overlap');
  expect(warning?.message).toMatch(/so a race had hardly a chance\.$/);
});

test('a warning names the first parameter that is a number', () => {
  const params = { kind: 'red', rounds: 5 };
  expect(warningsFor([trialsRow({ overlap: 0, start: 'aligned', params })], many)[0]?.message).toContain(
    '`--param rounds`',
  );
});

test.each(['together', 'aligned', 'free'] as const)(
  'threads that are joined in turn, or alone, cannot meet, whatever the start line (%s)',
  (start) => {
    const said = (given: Parameters<typeof trialsRow>[0]) =>
      warningsFor([trialsRow({ overlap: 0, start, ...given })], many);
    expect(said({ sequential: 1 })).toMatchObject([
      {
        code: 'no-overlap',
        message:
          'Threads of lock-race (unlocked) never ran at the same time: each was joined before the next was started. Start all of them, and join them then.',
      },
    ]);
    expect(said({ threads: 1 })[0]?.message).toMatch(/starts one thread only: there are no two that could meet\.$/);
    expect(said({ threads: 0 })[0]?.message).toMatch(/starts no thread: /);
  },
);

test('where only some trials joined threads in turn, threads of the others may still meet', () => {
  expect(warningsFor([trialsRow({ overlap: 0, sequential: 0.9 })], many)[0]?.message).toContain('--start aligned');
});

test('several rows give one warning, with all names and their positions', () => {
  const rows = ['count=1', 'count=2', 'count=3', 'count=4'].map((name, at) =>
    trialsRow({ name, overlap: at === 2 ? 1 : 0 }),
  );
  const [warning, ...others] = warningsFor(rows, many);
  expect(others).toEqual([]);
  expect(warning?.message).toMatch(/lock-race \(unlocked, count=1\) .*\(The same holds for count=2; count=4\.\)$/);
  expect(warning?.rows).toEqual([0, 1, 3]);
});

test('a warning about very many rows does not list all names', () => {
  const rows = Array.from({ length: 12 }, (_, at) => trialsRow({ name: `count=${at}`, overlap: 0 }));
  expect(warningsFor(rows, many)[0]?.message).toMatch(
    /count=1; count=2; count=3; count=4; and 7 more of the rows\.\)$/,
  );
});

test('a bound of 0 gives no warning: no number of trials would do', () => {
  const row = trialsRow({ hits: 0, rate: 0, interval: [0, 0.01] });
  expect(codes([row], { cores: 8, maxRate: 0 })).toEqual([]);
});

test('an interrupted row gives no warning about too few trials', () => {
  expect(codes([trialsRow({ trials: 3, partial: true })], many)).toEqual([]);
});
