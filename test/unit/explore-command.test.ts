/** What the verb `explore` does without a schedule: options, rows, verdicts, progress, what to try next. */
import { describe, expect, test } from 'vitest';
import { ExitCode } from '../../src/cli/exit-codes.js';
import { nextExplore } from '../../src/cli/explore/next-explore.js';
import { type RawExploreOptions, readExploreOptions } from '../../src/cli/explore/options.js';
import { progressLine } from '../../src/cli/explore/progress-line.js';
import { exploreVerdict, unmet } from '../../src/cli/explore/verdict.js';
import { variantsAndParams } from '../../src/cli/plan-rows.js';
import { exploreDefaults, forExplore } from '../../src/explore/for-explore.js';
import { demoModule } from '../../src/session/demo.js';
import { rowNames, titleOf } from '../../src/session/row-names.js';
import { UserError } from '../../src/session/user-error.js';
import { absent, exploreRow, lockedRow, outcome } from '../cli/render/explore-rows.js';

const read = (given: Partial<RawExploreOptions> = {}) => readExploreOptions({ color: 'auto', ...given });
const possible = { outcome: 'updates-lost', isPossible: true };
const impossible = { outcome: 'updates-lost', isPossible: false };

describe('options', () => {
  test('the defaults: all schedules, within limits, and a seed that is the same each time', () => {
    expect(read().options).toEqual({
      preemptions: undefined,
      maxSchedules: 100_000,
      time: 60,
      maxSteps: 1000,
      seed: 0,
      arena: undefined,
    });
    expect(read()).toMatchObject({ variants: [], params: [], expectations: [], format: 'pretty', file: undefined });
  });

  test('several variants, and what is expected', () => {
    expect(read({ variant: ['locked,unlocked', 'locked'] }).variants).toEqual(['locked', 'unlocked']);
    expect(read({ expect: ['possible:updates-lost', 'impossible:a:b'] }).expectations).toEqual([
      possible,
      { outcome: 'a:b', isPossible: false },
    ]);
  });

  test.each<[string, Partial<RawExploreOptions>, string]>([
    ['--preemptions -1', { preemptions: '-1' }, '--preemptions takes a whole number from 0 to 1000, not "-1".'],
    ['--preemptions 1.5', { preemptions: '1.5' }, '--preemptions takes a whole number from 0 to 1000, not "1.5".'],
    ['--max-schedules 0', { maxSchedules: '0' }, '--max-schedules takes a whole number from 1 to 2147483647, not "0".'],
    ['--max-steps x', { maxSteps: 'x' }, '--max-steps takes a whole number from 1 to 10000, not "x".'],
    ['--time 0', { time: '0' }, '--time takes a number of seconds, from 0.001 to 86400, not "0".'],
    ['--seed -1', { seed: '-1' }, '--seed takes a whole number from 0 to 4294967295, not "-1".'],
    [
      '--expect lucky',
      { expect: ['lucky'] },
      '--expect takes possible:<outcome> or impossible:<outcome>, not "lucky".',
    ],
    ['--expect possible:', { expect: ['possible:'] }, '--expect takes possible:<outcome> or impossible:<outcome>'],
    [
      'the one and the contrary',
      { expect: ['possible:a', 'impossible:a'] },
      '--expect possible:a and impossible:a contradict each other.',
    ],
    ['--json --format markdown', { json: true, format: 'markdown' }, '--json and --format markdown contradict'],
    ['-q --json', { json: true, quiet: true }, '-q and --json contradict each other'],
  ])('%s is refused', (_, given, message) => {
    expect(() => read(given)).toThrow(UserError);
    expect(() => read(given)).toThrow(message);
  });

  test.each([
    ['rows.json', 'json'],
    ['rows.NDJSON', 'ndjson'],
    ['rows.md', 'markdown'],
    ['rows.txt', 'pretty'],
    ['rows.constructor', 'pretty'],
  ] as const)('-o %s is a file of %s, and the terminal has the table', (output, format) => {
    expect(read({ output })).toMatchObject({ format: 'pretty', file: { path: output, format } });
    expect(read({ output, json: true }).file?.format).toBe('json');
  });
});

describe('rows', () => {
  const demo = {
    name: 'mine',
    title: '',
    topic: 'threads',
    about: { question: '' },
    params: { count: { default: 100, about: '' }, size: { default: 1, about: '' } },
    variants: { both: '', locked: '' },
    explore: { params: { count: 2 } },
    main: () => {},
    outcomes: [],
    [demoModule]: undefined,
  } as const;

  test('have the smaller defaults of the demo, and those that differ are known', async () => {
    const rows = await variantsAndParams(forExplore(demo), { variants: [], params: [] });
    expect(rows).toEqual([{ variant: 'both', params: { count: 2, size: 1 } }]);
    expect(exploreDefaults(demo)).toEqual({ count: { own: 2, run: 100 } });
    expect(forExplore({ ...demo, explore: undefined }).params).toEqual(demo.params);
  });

  test('are each variant with each value, named by what differs', async () => {
    const rows = await variantsAndParams(forExplore(demo), { variants: ['both', 'locked'], params: ['size=1,2'] });
    expect(rowNames(rows)).toEqual(['both, size=1', 'both, size=2', 'locked, size=1', 'locked, size=2']);
    expect(titleOf({ demo: 'mine', variant: 'both', name: 'both, size=1' })).toBe('mine (both, size=1)');
  });

  test.each([
    [{ variants: ['other'], params: [] }, 'mine has no variant "other".'],
    [{ variants: [], params: ['size=1,2', 'count=1,2'] }, 'several values were given for size and count'],
  ])('%j is refused', async (asked, message) => {
    await expect(variantsAndParams(forExplore(demo), asked)).rejects.toThrow(message);
  });

  test('what to try next: all variants together, then how often', async () => {
    const row = { name: '', variant: 'both', params: {} };
    expect(nextExplore('mine', { demo, rows: [row] })).toBe('explore mine --variant both,locked');
    expect(nextExplore('a b.js', { demo, rows: [row, { ...row, variant: 'locked' }] })).toBe(
      "trials 'a b.js' --variant both,locked",
    );
    expect(nextExplore('mine', { demo: { ...demo, variants: undefined }, rows: [row] })).toBe('trials mine');
  });
});

describe('the verdict', () => {
  const sampled = { coverage: 'sampled', proved: false, classes: null, interleavings: null } as const;
  const tooLong = [
    { code: 'too-long', message: 'Schedules reached --max-steps 1000.', count: 3, schedule: null },
  ] as const;

  test('0 if all is as declared, also where a race is possible', () => {
    expect(exploreVerdict([exploreRow(), lockedRow()], [])).toBe(ExitCode.ok);
    expect(exploreVerdict([], [possible])).toBe(ExitCode.ok);
  });

  test('1 if what is forbidden is possible, whatever was expected', () => {
    const forbidden = exploreRow({ outcomes: [outcome({ name: null, grade: 'forbidden' })] });
    expect(exploreVerdict([lockedRow(), forbidden], [])).toBe(ExitCode.forbidden);
    expect(exploreVerdict([forbidden], [possible])).toBe(ExitCode.forbidden);
  });

  test('3 unless every row is as expected', () => {
    expect(exploreVerdict([exploreRow()], [possible])).toBe(ExitCode.ok);
    expect(exploreVerdict([lockedRow()], [impossible])).toBe(ExitCode.ok);
    expect(exploreVerdict([lockedRow(), exploreRow()], [impossible])).toBe(ExitCode.unexpected);
    expect(exploreVerdict([lockedRow(), exploreRow()], [possible])).toBe(ExitCode.unexpected);
    expect(exploreVerdict([lockedRow({ proved: false })], [impossible])).toBe(ExitCode.unexpected);
  });

  test.each([
    [exploreRow(), impossible, 'updates-lost was expected to be impossible, and is possible.'],
    [lockedRow(), possible, 'updates-lost was expected to be possible, and is impossible.'],
    [
      lockedRow({ ...sampled }),
      possible,
      'updates-lost was expected to be possible, and was not seen: only a part of the schedules was tried (sampled).',
    ],
    [
      lockedRow({ ...sampled }),
      impossible,
      'updates-lost was expected to be impossible, which is not proved: only a part of the schedules was tried (sampled).',
    ],
    [
      lockedRow({ ...sampled, coverage: 'bounded', preemptions: 1 }),
      impossible,
      'updates-lost was expected to be impossible, which is not proved: only schedules with at most 1 preemption were tried (bounded).',
    ],
    [
      lockedRow({ ...sampled, coverage: 'partial' }),
      impossible,
      'updates-lost was expected to be impossible, which is not proved: it was interrupted (partial).',
    ],
    [
      lockedRow({ proved: false, problems: tooLong }),
      impossible,
      'updates-lost was expected to be impossible, which is not proved: every schedule was tried, but not all can be judged; Schedules reached --max-steps 1000.',
    ],
  ])('says what is not as expected (%#)', (row, expectation, sentence) => {
    expect(unmet(row, [expectation])).toEqual([`lock-race ${row.variant} (count=2): ${sentence}`]);
  });

  test('a row that does not know the outcome proves it all the same', () => {
    expect(unmet(exploreRow({ variant: null, outcomes: [absent()] }), [possible])).toEqual([
      'lock-race (count=2): updates-lost was expected to be possible, and is impossible.',
    ]);
  });
});

describe('progress', () => {
  const goal = { name: 'mine', maxSchedules: 1000, time: 60, rowsLeft: 0 };
  const now = { schedules: 100, classes: 90, estimate: null, seconds: 1 };

  test.each([
    ['before the first schedule', goal, undefined, 'mine: getting ready'],
    ['without an estimate', goal, now, 'mine: 100 schedules so far, 90 classes, 9 s left'],
    ['with an estimate', goal, { ...now, estimate: 300 }, 'mine: 100 of about 300 schedules, 90 classes, 2 s left'],
    [
      'with a large one, the limit counts',
      goal,
      { ...now, estimate: 3.1e8 },
      'mine: 100 of about 3.1e8 schedules, 90 classes, 9 s left',
    ],
    ['with one that was too low', goal, { ...now, estimate: 90 }, 'mine: 100 schedules so far, 90 classes, 9 s left'],
    ['the time counts', { ...goal, time: 3 }, now, 'mine: 100 schedules so far, 90 classes, 2 s left'],
    [
      'more rows',
      { ...goal, rowsLeft: 2 },
      { ...now, classes: 0 },
      'mine: 100 schedules so far, 9 s left of this row, then 2 more',
    ],
    ['beyond the limit', goal, { ...now, schedules: 1200 }, 'mine: 1200 schedules so far, 90 classes, 0 s left'],
  ])('%s', (_, goalOf, progress, line) => {
    expect(progressLine(goalOf, progress)).toBe(line);
  });
});
