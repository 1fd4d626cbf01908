import { describe, expect, test } from 'vitest';
import type { ExploreReport, ExploreRow, Story, StoryStep } from '../../../src/events/explore-report.js';
import { createExploreRenderer } from '../../../src/render/explore/create-explore-renderer.js';
import type { ExploreFormat, ExploreHead } from '../../../src/render/explore/explore-renderer.js';
import {
  absent,
  exploreReport,
  exploreRow,
  HANG,
  hangRow,
  LOST,
  lockedRow,
  lucky,
  outcome,
  storyStep,
} from './explore-rows.js';

const environment = { pyconc: '0.1.0', node: 'v20.19.0', platform: 'linux', cores: 2 };
const SOURCES: Readonly<Record<string, string>> = {
  '/demos/lock-race.ts:35:50': 'for (let i = 0; i < count; i++) unlocked.value += 1;',
  '/demos/lock-race.ts:39:50': 'for (let i = 0; i < count; i++) unlocked.value -= 1;',
  '/demos/deadlock.ts:22:9': 'blue.acquire();',
  '/demos/deadlock.ts:30:9': 'red.acquire();',
  '/demos/deadlock.ts:40:9': 'thread.join();',
};

interface Given {
  readonly format?: ExploreFormat;
  readonly head?: Partial<ExploreHead>;
  readonly quiet?: boolean;
  readonly unicode?: boolean;
  readonly colour?: boolean;
  readonly columns?: number;
  readonly isEndless?: boolean;
}

async function rendered(report: ExploreReport, given: Given = {}): Promise<string> {
  const { format = 'pretty', quiet = false, unicode = true, colour = false, columns = 80, isEndless = false } = given;
  let text = '';
  const renderer = await createExploreRenderer({
    format,
    quiet,
    environment,
    head: { demo: 'lock-race', seed: 0, ownDefaults: {}, ...given.head },
    terminal: { columns, colour, unicode, isEndless, folder: '/' },
    command: 'npx pyconc',
    next: 'npx pyconc explore lock-race --variant both,locked,unlocked',
    sourceOf: (at) => SOURCES[at] ?? null,
    write: (more) => {
      text += more;
    },
  });
  for (const row of report.rows) renderer.row?.(row, report);
  await renderer.finish?.(report);
  return text;
}

const show = (row: ExploreRow, given?: Given) => rendered(exploreReport([row]), given);

/** A row of which not everything was covered: without counts of classes and interleavings. */
function uncounted(given: Partial<ExploreRow>): ExploreRow {
  const none = { classes: null, interleavings: null };
  return exploreRow({
    proved: false,
    ...none,
    raceFree: null,
    races: [],
    outcomes: [absent(none), outcome({ ...none, isFewest: false, switches: 4 }), lucky(none)],
    ...given,
  });
}

describe('pretty', () => {
  test('outcomes, what is proved, the race, the shortest way step by step, and how to replay it', async () => {
    expect(await show(exploreRow())).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · explore

        outcome       interleavings  classes  grade          shortest way there
        updates-lost       56 of 70       28  ◆ interesting  1 switch
        lucky              14 of 70        6  ✓ expected     no switch
        mutual-exclusion-broken  0 of 70  impossible, for count=2
        proved: these are all there are. 70 interleavings in 34 classes, for count=2.
        race     \`without lock\` is stored at demos/lock-race.ts:35 while it is loaded
                 at demos/lock-race.ts:39, and nothing orders the two

        the shortest way to updates-lost: 1 switch

            addWithoutLock  without lock  subtractWithoutLock
         3  loads 0                    0
         4                             0  loads 0
         5                            -1  stores -1
         6                            -1  loads -1
         7                            -2  stores -2
         8  stores 1                   1                       ← overwrites -2 unseen
         9  loads 1                    1
        10  stores 2                   2
        demos/lock-race.ts:35  for (let i = 0; i < count; i++) unlocked.value += 1;
        replay   npx pyconc replay lock-race:unlocked:count=2:A2BC4B3A2~k7x0

        34 schedules of up to 12 steps in 0.0 s · seed 0 · a step is one operation
        (load, acquire, put); sleeps may take no time
      Next  npx pyconc explore lock-race --variant both,locked,unlocked
      "
    `);
  });

  test('in 50 columns the steps are a list, and the command goes on at the margin', async () => {
    expect(await show(exploreRow(), { columns: 50 })).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · explore

        outcome         interleavings  shortest way
        ◆ updates-lost  56 of 70       1 switch
        ✓ lucky         14 of 70       no switch
        mutual-exclusion-broken  0 of 70  impossible,
                                          for count=2
        proved: these are all there are. 70
        interleavings in 34 classes, for count=2.
        race     \`without lock\` is stored at
                 demos/lock-race.ts:35 while it is
                 loaded at demos/lock-race.ts:39, and
                 nothing orders the two

        the shortest way to updates-lost: 1 switch

        B addWithoutLock, C subtractWithoutLock
         3  B loads without lock 0
         4  C loads without lock 0
         5  C stores without lock -1
         6  C loads without lock -1
         7  C stores without lock -2
         8  B stores without lock 1 over -2, unseen
         9  B loads without lock 1
        10  B stores without lock 2
        demos/lock-race.ts:35  for (let i = 0; i < coun…
        replay   npx pyconc replay \\
      lock-race:unlocked:count=2:A2BC4B3A2~k7x0

        34 schedules of up to 12 steps in 0.0 s · seed 0
        · a step is one operation (load, acquire, put);
        sleeps may take no time
      Next  npx pyconc explore lock-race --variant
            both,locked,unlocked
      "
    `);
  });

  test('what is impossible says for which size; a cure has no story', async () => {
    const text = await show(lockedRow(), { columns: 100, head: { ownDefaults: { count: { own: 2, run: 100_000 } } } });
    expect(text).toMatchInlineSnapshot(`
      "lock-race · variant locked · count=2 (run: 100000) · explore

        outcome  interleavings  classes  grade       shortest way there
        correct         6 of 6        6  ✓ expected  no switch
        mutual-exclusion-broken  0 of 6  impossible, for count=2
        updates-lost             0 of 6  impossible, for count=2
        proved: these are all there are. 6 interleavings in 6 classes, for count=2.
        race     none in any schedule: what is said of interleavings is so on this machine, too

        replay   npx pyconc replay lock-race:locked:count=2:A2B8C8A2~l0ck

        6 schedules of up to 20 steps in 0.0 s · seed 0 · a step is one operation (load, acquire, put);
        sleeps may take no time
      Next  npx pyconc explore lock-race --variant both,locked,unlocked
      "
    `);
  });

  test('a hang ends with who waits for what, in the words of a run', async () => {
    expect(await show(hangRow())).toMatchInlineSnapshot(`
      "deadlock · variant opposite · explore

        outcome   interleavings  classes  grade          shortest way there
        deadlock         2 of 6        1  ◆ interesting  1 switch
        passed           4 of 6        2  ✓ expected     no switch
        proved: these are all there are. 6 interleavings in 3 classes, for the program
        as it is.
        race     none in any schedule: what is said of interleavings is so on this
                 machine, too

        the shortest way to deadlock: 1 switch

           red first     blue first
        3  acquires red
           "takes red"
        4                acquires blue
                         "takes blue"
      No thread can continue:
        Deadlock cycle: red first → blue first → red first
        red first waits in Lock.acquire for blue, held by blue first
            demos/deadlock.ts:22  blue.acquire();
        blue first waits in Lock.acquire for red, held by red first
            demos/deadlock.ts:30  red.acquire();
        MainThread waits in Thread.join for red first
            demos/deadlock.ts:40  thread.join();
        replay   npx pyconc replay deadlock:A2BC~dead

        3 schedules of up to 12 steps in 0.0 s · seed 0 · a step is one operation
        (load, acquire, put); sleeps may take no time
      Next  npx pyconc explore lock-race --variant both,locked,unlocked
      "
    `);
  });

  test('rows beside each other', async () => {
    const text = await rendered(
      exploreReport([exploreRow(), lockedRow(), uncounted({ name: 'both', coverage: 'sampled' })]),
    );
    expect(text.slice(text.indexOf('All rows'))).toMatchInlineSnapshot(`
      "All rows, for count=2
        row       updates-lost  lucky       correct     covered
        unlocked  56 of 70      14 of 70    impossible  proved
        locked    impossible    impossible  6 of 6      proved
        both      possible      possible    not seen    sampled

        74 schedules of up to 20 steps in 0.1 s · seed 0 · a step is one operation
        (load, acquire, put); sleeps may take no time
      Next  npx pyconc explore lock-race --variant both,locked,unlocked
      "
    `);
  });

  test.each<[string, Partial<ExploreRow>, string, string]>([
    [
      'sampled',
      { coverage: 'sampled', schedules: 100_000, estimate: 308_897_820 },
      'sampled: 100000 of 3.1e8 or more schedules, for count=2. What was not seen may be possible.',
      'not seen (sampled)',
    ],
    [
      'sampled, of nobody knows how many',
      { coverage: 'sampled', schedules: 100_000 },
      'sampled: 100000 schedules, and there are more, for count=2. What was not seen may be possible.',
      'not seen (sampled)',
    ],
    [
      'bounded',
      { coverage: 'bounded', preemptions: 1 },
      'bounded: no other outcome in any schedule with at most 1 preemption, 34 of them, for count=2. With more preemptions there may be others.',
      'not with at most 1 preemption',
    ],
    [
      'bounded, with a problem',
      {
        coverage: 'bounded',
        preemptions: 1,
        problems: [{ code: 'too-long', message: 'Schedules reached --max-steps.', count: 3, schedule: null }],
      },
      'bounded, in part: 34 schedules with at most 1 preemption, for count=2. There may be other outcomes.',
      'not seen, with at most 1 preemption',
    ],
    [
      'partial',
      { coverage: 'partial', classes: 20 },
      'partial: stopped after 34 schedules of 20 classes, for count=2. What is left is unknown.',
      'not seen (partial)',
    ],
  ])('%s: never a word of proof', async (_, given, claim, absence) => {
    const text = await show(uncounted(given), { columns: 160 });
    expect(text).not.toMatch(/impossible|proved|all there are|this machine/);
    expect(text).toContain(`  ${claim}\n`);
    expect(text).toMatch(new RegExp(`mutual-exclusion-broken  ${absence.replace(/[()]/g, '.')}\n`));
  });

  test('everything was covered, but a problem forbids a proof', async () => {
    const problems = [
      { code: 'too-long', message: 'Schedules reached --max-steps 1000.', count: 3, schedule: null },
      { code: 'polls', message: 'A polling loop was cut after 3 rounds.', count: 1, schedule: null },
    ] as const;
    const text = await show(exploreRow({ proved: false, problems, raceFree: true, races: [] }));
    expect(text.slice(0, text.indexOf('the shortest'))).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · explore

        outcome       found so far  classes  grade          shortest way there
        updates-lost      56 of 70       28  ◆ interesting  1 switch
        lucky             14 of 70        6  ✓ expected     no switch
        mutual-exclusion-broken  0 of 70  not seen, and not proved
        not proved: 34 schedules ran, for count=2, but there may be other outcomes:
        ◆  Schedules reached --max-steps 1000. (3 schedules)
        ◆  A polling loop was cut after 3 rounds.
        race     none was seen, in what was covered

        "
    `);
  });

  test('the size is always said: parameters, the seed if it is not 0, or that there are none', async () => {
    const given = { params: { count: 2, size: 1 }, seed: 5 };
    expect(await show(exploreRow(given), { columns: 120 })).toContain('for count=2, size=1, seed 5.');
    expect(await show(lockedRow({ params: {}, seed: 5 }))).toContain('impossible, for seed 5');
    expect(await show(hangRow(), { columns: 120 })).toContain('in 3 classes, for the program as it is.');
  });

  test('one schedule is no plural', async () => {
    const only = lucky({ classes: 1, interleavings: '1' });
    const text = await show(lockedRow({ schedules: 1, classes: 1, interleavings: '1', steps: 1, outcomes: [only] }));
    expect(text).toContain('1 interleaving in 1 class, for count=2.');
    expect(text).toContain('1 schedule of up to 1 step in');
  });

  test('a number that is too long for the table is rounded there, and exact where it is claimed', async () => {
    const interleavings = '308897820123456789012';
    const text = await show(lockedRow({ interleavings, outcomes: [lucky({ interleavings }), absent()] }));
    expect(text).toContain('~3.08e20 of ~3.08e20');
    expect(text).toContain(`${interleavings} interleavings in`);
  });

  test('an outcome that is not declared says what it was', async () => {
    const because = 'Thread-1 ended with TypeError: \x1b[2Jno, and no declared outcome says that it may.';
    const text = await show(exploreRow({ outcomes: [outcome({ name: null, grade: 'forbidden', because }), lucky()] }));
    expect(text).toMatch(/no declared outcome +56 of 70 +28 {2}✗ forbidden/);
    expect(text).toContain('no declared outcome  Thread-1 ended with TypeError: no, and');
    expect(text).toContain('the shortest way to an end that is not declared: 1 switch');
  });

  test('the gravest outcome has the story, and of these the one with the fewest switches', async () => {
    const rows = [outcome({ name: 'a', switches: 3 }), outcome({ name: 'b', switches: 2 })];
    expect(await show(exploreRow({ outcomes: rows }))).toContain('the shortest way to b: 2 switches');
    const forbidden = outcome({ name: 'c', grade: 'forbidden', switches: 9 });
    expect(await show(exploreRow({ outcomes: [...rows, forbidden] }))).toContain('way to c: 9 switches');
  });

  test('only what is known to be the fewest is called the shortest', async () => {
    const text = await show(exploreRow({ outcomes: [outcome({ isFewest: false, switches: 4 })] }));
    expect(text).toContain('way there');
    expect(text).toContain('4 switches or fewer');
    expect(text).toContain('  a way to updates-lost: 4 switches\n');
    expect(text).not.toContain('shortest');
  });

  test('a timeout that passes early says who has to be held up', async () => {
    const steps = [
      ...HANG.steps,
      storyStep({ step: 5, thread: 'B', op: 'acquire', object: 'blue', kind: 'Lock', result: 'timed out' }),
    ];
    const given = outcome({ delays: 1, story: { ...HANG, steps, waiting: [] } });
    const text = await show(hangRow({ outcomes: [given] }), { columns: 120 });
    expect(text).toContain('the shortest way to updates-lost: 1 switch, 1 timeout\n');
    expect(text).toContain(
      '  The timeout of red first passes at step 5: possible if the others are held up for longer than that.\n',
    );
    expect(text).toContain('acquires blue: timed out');
  });

  test('several races: three of them, and how many more', async () => {
    const races = Array.from({ length: 5 }, (_, at) => ({
      object: `v${at}`,
      first: { op: 'load', at: null },
      second: { op: 'store', at: '/demos/lock-race.ts:35:50' },
      schedule: 'lock-race:A',
    }));
    const text = await show(exploreRow({ races }), { columns: 120 });
    expect(text).toContain('`v0` is stored at demos/lock-race.ts:35 while it is loaded, and nothing orders the two');
    expect(text.match(/^ {2}race/gm)).toHaveLength(3);
    expect(text).toContain('… and 2 more');
  });

  test('what came to nothing says so', async () => {
    const none = uncounted({ coverage: 'partial', schedules: 0, steps: 0, outcomes: [absent()] });
    expect(await show(none)).toContain('No schedule came to its end.');
    expect(await rendered(exploreReport([], { partial: true }))).toContain('seed 0');
  });

  test('in ASCII there is nothing else', async () => {
    const rows = [exploreRow(), lockedRow(), hangRow(), uncounted({ coverage: 'partial' })];
    for (const columns of [50, 80]) {
      expect(await rendered(exploreReport(rows), { unicode: false, columns })).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  test('without colours there is no escape sequence, with them there are some', async () => {
    expect(await show(exploreRow())).not.toContain('\x1b');
    expect(await show(exploreRow(), { colour: true })).toContain('\x1b[');
  });

  test.each([50, 80, 100])('is nowhere wider than %i columns', async (columns) => {
    const rows = [exploreRow(), lockedRow(), hangRow(), uncounted({ coverage: 'sampled' }), longRow(40)];
    const lines = (await rendered(exploreReport(rows), { columns })).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});

describe('a story', () => {
  test.each([10, 40, 400])('of %i steps is no longer than a screen', async (steps) => {
    for (const [columns, row] of [
      [80, longRow(steps)],
      [50, longRow(steps)],
      [80, longHang(steps)],
    ] as const) {
      const text = await show(row, { columns });
      const story = text.slice(text.indexOf('  the shortest way'), text.indexOf(' schedules of up to'));
      const lines = story.split('\n').slice(0, -2);
      expect({ columns, isScreen: lines.length <= 24 }).toEqual({ columns, isScreen: true });
      if (steps === 400) expect(story).toMatch(/… \d+ steps/);
    }
  });

  test('what is skipped is counted, and the ends of each turn stay', async () => {
    const text = await show(longRow(40));
    expect(text.slice(text.indexOf('  the shortest way'))).toMatchInlineSnapshot(`
      "  the shortest way to updates-lost: 1 switch

            addWithoutLock  counter  subtractWithoutLock
         1  loads 0               0
            … 8 steps
        10  stores 9              9
        11                       10  loads 10
                                     … 8 steps
        20                       19  stores 19
        21  loads 20             20
            … 8 steps
        30  stores 29            29
        31                       30  loads 30
                                     … 8 steps
        40                       39  stores 39
        demos/lock-race.ts:35  for (let i = 0; i < count; i++) unlocked.value += 1;
        replay   npx pyconc replay lock-race:unlocked:count=2:A2BC4B3A2~k7x0

        34 schedules of up to 12 steps in 0.0 s · seed 0 · a step is one operation
        (load, acquire, put); sleeps may take no time
      Next  npx pyconc explore lock-race --variant both,locked,unlocked
      "
    `);
  });

  test('three threads and two values have a column each', async () => {
    const story: Story = {
      threads: ['A', 'B', 'C', 'D'].map((letter) => ({ letter, name: letter === 'A' ? 'MainThread' : `t${letter}` })),
      steps: [
        valueStep(2, 'B', 'load', 'x', 0),
        valueStep(3, 'C', 'store', 'x', 1),
        { ...valueStep(4, 'D', 'store', 'y', 7), logs: ['I am next'] },
        valueStep(5, 'D', 'load', 'y', 8),
        valueStep(6, 'B', 'load', 'never changes', 3),
      ],
      waiting: [],
    };
    const text = await show(exploreRow({ outcomes: [outcome({ story })] }));
    expect(text.slice(text.indexOf('  the shortest way'), text.indexOf('  replay'))).toMatchInlineSnapshot(`
      "  the shortest way to updates-lost: 1 switch

           tB                     tC          tD           x  y
        2  loads x 0                                       0
        3                         stores x 1               1
        4                                     stores y 7      7
                                              "I am next"
        5                                     loads y 8       8
        6  loads never changes 3
        demos/lock-race.ts:35  for (let i = 0; i < count; i++) unlocked.value += 1;
      "
    `);
  });

  test('operations of an Event have the names of its methods', async () => {
    const steps = ['wait', 'notify', 'store', 'load', 'resume', 'unheard-of'].map((op, at) =>
      storyStep({ step: at + 1, thread: at % 2 === 0 ? 'B' : 'C', op, object: 'ready', kind: 'Event' }),
    );
    const text = await show(exploreRow({ outcomes: [outcome({ story: { ...LOST, steps } })] }));
    for (const phrase of ['waits for ready', 'sets ready', 'clears ready', 'reads ready', 'is back from ready']) {
      expect(text).toContain(phrase);
    }
    expect(text).toContain('unheard-of ready');
  });

  test('MainThread has a column if it does more than start and join', async () => {
    const text = await show(exploreRow({ outcomes: [outcome({ story: withMain })] }));
    expect(text).toContain('MainThread');
    expect(await show(exploreRow())).not.toContain('MainThread');
  });

  const withMain: Story = { ...LOST, steps: [...LOST.steps, valueStep(13, 'A', 'load', 'without lock', 2)] };
});

describe('the command that replays', () => {
  const schedule = `lock-race:unlocked:count=2:${'A2B3'.repeat(60)}~k7x0`;
  const given = exploreRow({ outcomes: [outcome({ schedule })] });

  test('is divided as a shell joins it', async () => {
    const text = await show(given);
    const command = text.slice(text.indexOf('npx pyconc replay'), text.indexOf('\n\n  34 schedules'));
    expect(command.split('\n').length).toBeGreaterThan(3);
    expect(command.replaceAll('\\\n', '')).toBe(`npx pyconc replay ${schedule}`);
  });

  test('is whole where there is no screen', async () => {
    expect(await show(given, { isEndless: true })).toContain(`  replay   npx pyconc replay ${schedule}\n`);
  });
});

test('-q is a line a row, with what was covered', async () => {
  const rows = [exploreRow(), lockedRow(), uncounted({ name: 'both', coverage: 'bounded', preemptions: 2 })];
  expect(await rendered(exploreReport(rows), { quiet: true })).toMatchInlineSnapshot(`
    "unlocked: updates-lost 56 of 70, lucky 14 of 70; proved: these are all there are. 70 interleavings in 34 classes, for count=2.
    locked: correct 6 of 6; proved: these are all there are. 6 interleavings in 6 classes, for count=2.
    both: updates-lost 4 switches or fewer, lucky no switch; bounded: no other outcome in any schedule with at most 2 preemptions, 34 of them, for count=2. With more preemptions there may be others.
    "
  `);
});

test('markdown is a line an outcome', async () => {
  const rows = [exploreRow(), uncounted({ name: 'both', variant: 'both', coverage: 'partial' })];
  expect(await rendered(exploreReport(rows), { format: 'markdown' })).toMatchInlineSnapshot(`
    "| variant | count | outcome | interleavings | classes | grade | way there | covered |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | unlocked | 2 | mutual-exclusion-broken | 0 of 70 | 0 | forbidden | impossible, for count=2 | proved |
    | unlocked | 2 | updates-lost | 56 of 70 | 28 | interesting | 1 switch | proved |
    | unlocked | 2 | lucky | 14 of 70 | 6 | expected | no switch | proved |
    | both | 2 | mutual-exclusion-broken |  |  | forbidden | not seen (partial) | partial |
    | both | 2 | updates-lost |  |  | interesting | 4 switches or fewer | partial |
    | both | 2 | lucky |  |  | expected | no switch | partial |
    "
  `);
});

describe('json', () => {
  const rows = [exploreRow(), uncounted({ name: 'both', coverage: 'bounded', preemptions: 2 })];

  test('is one document with the rows as they are', async () => {
    const document = JSON.parse(await rendered(exploreReport(rows), { format: 'json' }));
    const { name: _, preemptions: __, ...row } = exploreRow();
    expect(document).toEqual({ v: 1, environment, rows: [row, expect.anything()] });
    expect(Object.keys(document.rows[0])).toMatchInlineSnapshot(`
      [
        "demo",
        "variant",
        "params",
        "seed",
        "clock",
        "coverage",
        "proved",
        "schedules",
        "classes",
        "interleavings",
        "estimate",
        "steps",
        "hangs",
        "raceFree",
        "races",
        "problems",
        "seconds",
        "outcomes",
      ]
    `);
    expect(Object.keys(document.rows[0].outcomes[0])).toMatchInlineSnapshot(`
      [
        "name",
        "grade",
        "because",
        "possible",
        "classes",
        "interleavings",
        "schedule",
        "switches",
        "isFewest",
        "delays",
        "story",
      ]
    `);
    expect(document.rows[0].interleavings).toBe('70');
    expect(document.rows[1].preemptions).toBe(2);
  });

  test('says if it is partial', async () => {
    expect(JSON.parse(await rendered(exploreReport([], { partial: true }), { format: 'json' }))).toEqual({
      v: 1,
      environment,
      partial: true,
      rows: [],
    });
  });

  test('a file has the rows so far, as soon as each is done', async () => {
    const documents: string[] = [];
    const renderer = await createExploreRenderer({
      format: 'json',
      quiet: false,
      environment,
      head: { demo: 'lock-race', seed: 0, ownDefaults: {} },
      terminal: { columns: 80, colour: false, unicode: true },
      command: 'pyconc',
      sourceOf: () => null,
      write: () => {},
      replace: (text) => documents.push(text),
    });
    renderer.row?.(exploreRow(), exploreReport([exploreRow()], { partial: true }));
    await renderer.finish?.(exploreReport(rows));
    expect(documents.map((text) => JSON.parse(text)).map(({ partial, rows }) => [partial, rows.length])).toEqual([
      [true, 1],
      [undefined, 2],
    ]);
  });

  test('ndjson is a line a row, between a start and an end', async () => {
    const lines = (await rendered(exploreReport(rows), { format: 'ndjson' }))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ v, type }) => [v, type])).toEqual([
      [1, 'explore.start'],
      [1, 'row'],
      [1, 'row'],
      [1, 'explore.end'],
    ]);
    expect(lines[0]).toMatchObject({ environment, demo: 'lock-race', seed: 0 });
    expect(lines[1]).toMatchObject({ variant: 'unlocked', coverage: 'all', proved: true });
    expect(lines[3].partial).toBe(false);
  });
});

function valueStep(step: number, thread: string, op: string, object: string, value: number): StoryStep {
  return storyStep({ step, thread, op, object, value, kind: 'Value', at: '/demos/lock-race.ts:35:50' });
}

/** Turns of ten steps each. */
function longStory(length: number): Story {
  const steps = Array.from({ length }, (_, at) =>
    valueStep(at + 1, Math.floor(at / 10) % 2 === 0 ? 'B' : 'C', at % 2 === 0 ? 'load' : 'store', 'counter', at),
  );
  return { ...LOST, steps };
}

function longRow(steps: number): ExploreRow {
  return exploreRow({ outcomes: [outcome({ story: longStory(steps) })] });
}

function longHang(steps: number): ExploreRow {
  const waiting = Array.from({ length: 5 }, () => HANG.waiting).flat();
  return exploreRow({ outcomes: [outcome({ story: { ...longStory(steps), waiting } })] });
}
