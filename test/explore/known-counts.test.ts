/** Programs whose classes and interleavings are known: by plain enumeration, or by hand. */
import { expect, test } from 'vitest';
import type { ExploreRow } from '../../src/events/explore-report.js';
import { pyconc } from '../cli/pyconc.js';
import { isSoak } from '../soaking.js';

const INTERLEAVED = 'build/programs/interleaved.js';

/** A variant with its sizes, as in `increments threads=2 count=2`, its outcomes, and classes and interleavings of each. */
type Known = Readonly<Record<string, Readonly<Record<string, readonly [classes: number, interleavings: number]>>>>;

/** Each of these is one command: several variants, and several values of one parameter. */
const known: readonly (readonly [words: readonly string[], rows: Known])[] = [
  [
    ['increments,locked,two-locks,event,buffer-if,buffer-while,main-end,hook', 'count=2'],
    {
      'increments threads=2 count=2': { lost: [28, 64], done: [6, 6] },
      'locked threads=2 count=2': { done: [6, 6] },
      'two-locks threads=2 count=2': { hung: [1, 2], done: [2, 4] },
      'event threads=2 count=2': { hung: [5, 38], done: [8, 102] },
      'buffer-if threads=2 count=2': { 'popped-empty': [8, 8], done: [22, 22] },
      'buffer-while threads=2 count=2': { hung: [2, 2], done: [28, 28] },
      // What others see of a thread's end belongs to its last step.
      'main-end threads=2 count=2': { seen: [1, 1], done: [1, 1] },
      'hook threads=2 count=2': { seen: [1, 1], failed: [1, 1] },
    },
  ],
  [['increments', 'count=3'], { 'increments threads=2 count=3': { lost: [308, 904], done: [20, 20] } }],
  [
    ['increments,locked', 'threads=3', 'count=1'],
    { 'increments threads=3 count=1': { lost: [30, 84], done: [6, 6] }, 'locked threads=3 count=1': { done: [6, 6] } },
  ],
  [['locked', 'threads=3', 'count=2'], { 'locked threads=3 count=2': { done: [90, 90] } }],
];

/** Those that take seconds. */
const large: typeof known = [
  [
    ['increments,buffer-while', 'count=4'],
    {
      'increments threads=2 count=4': { lost: [3264, 12_800], done: [70, 70] },
      'buffer-while threads=2 count=4': { hung: [242, 242], done: [3528, 3528] },
    },
  ],
  [
    ['increments', 'threads=3', 'count=2'],
    { 'increments threads=3 count=2': { lost: [7044, 34_560], done: [90, 90] } },
  ],
];

test.each([...known, ...(isSoak ? large : [])])('%j', async ([variants = '', ...sizes], rows) => {
  const found = await explored([INTERLEAVED, '--variant', variants, ...sizes.flatMap((size) => ['--param', size])]);
  const counts = found.map(({ variant, params, outcomes }) => [
    `${variant} threads=${params.threads} count=${params.count}`,
    Object.fromEntries(
      outcomes.flatMap(({ name, possible, classes, interleavings }) =>
        possible ? [[name, [classes, Number(interleavings)]]] : [],
      ),
    ),
  ]);
  expect(Object.fromEntries(counts)).toEqual(rows);
  for (const row of found) {
    const sum = Object.values(rows[`${row.variant} threads=${row.params.threads} count=${row.params.count}`] ?? {});
    expect(row).toMatchObject({
      coverage: 'all',
      proved: true,
      problems: [],
      classes: sum.reduce((total, [classes]) => total + classes, 0),
      interleavings: String(sum.reduce((total, [, interleavings]) => total + interleavings, 0)),
    });
  }
});

test.skipIf(!isSoak)('lock-race, both: more interleavings than could be run, in few classes', async () => {
  const [two, three] = await explored(['lock-race', '--variant', 'both', '--param', 'count=2,3']);
  expect(two).toMatchObject({ coverage: 'all', proved: true, classes: 204, interleavings: '308897820' });
  expect(three).toMatchObject({ coverage: 'all', proved: true, classes: 6560 });
});

async function explored(words: readonly string[]): Promise<ExploreRow[]> {
  const { stdout, stderr } = await pyconc(['explore', ...words, '--json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout).rows;
}
