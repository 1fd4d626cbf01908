import { describe, expect, test } from 'vitest';
import type { ReplayReport } from '../../../src/events/replay-report.js';
import { narrowMeasure } from '../../../src/render/measure.js';
import { createReplayRenderer } from '../../../src/render/replay/create-replay-renderer.js';
import type { ReplayFormat } from '../../../src/render/replay/replay-renderer.js';
import { StepFrames } from '../../../src/render/replay/step-frames.js';
import { threadStates, valuesAfter } from '../../../src/render/replay/story-state.js';
import { createTheme } from '../../../src/render/theme.js';
import { widest } from '../pyconc.js';
import { LOST, storyStep } from './explore-rows.js';
import { divergedReport, hungReport, pendingStep, replayReport } from './replay-reports.js';

const environment = { pyconc: '0.1.0', node: 'v20.19.0', platform: 'linux', cores: 2 };
const SOURCES: Readonly<Record<string, string>> = {
  '/demos/lock-race.ts:35:50': 'for (let i = 0; i < count; i++) unlocked.value += 1;',
  '/demos/lock-race.ts:39:50': 'for (let i = 0; i < count; i++) unlocked.value -= 1;',
  '/demos/deadlock.ts:22:9': 'blue.acquire();',
  '/demos/deadlock.ts:23:5': 'red.acquire();',
  '/demos/deadlock.ts:24:5': 'blue.acquire();',
};
const sourceOf = (at: string) => SOURCES[at] ?? null;

interface Given {
  readonly format?: ReplayFormat;
  readonly quiet?: boolean;
  readonly unicode?: boolean;
  readonly colour?: boolean;
  readonly columns?: number;
}

async function rendered(report: ReplayReport, given: Given = {}): Promise<string> {
  const { format = 'pretty', quiet = false, unicode = true, colour = false, columns = 80 } = given;
  let text = '';
  const render = await createReplayRenderer({
    format,
    quiet,
    environment,
    terminal: { columns, colour, unicode, isEndless: false, folder: '/' },
    command: 'npx pyconc',
    sourceOf,
    write: (more) => {
      text += more;
    },
  });
  await render(report);
  return text;
}

describe('for people', () => {
  test('every step, with what the value holds after it, and how it ended', async () => {
    expect(await rendered(replayReport())).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · replay

            A MainThread  B addWithoutLock  without lock  C subtractWithoutLock
         1  starts B
         2  starts C
         3                loads 0                      0                         :35
         4                                             0  loads 0                :39
         5                                            -1  stores -1              :39
         6                                            -1  loads -1               :39
         7                                            -2  stores -2              :39
         8                stores 1                     1                         :35
         9                loads 1                      1                         :35
        10                stores 2                     2                         :35
        11  joins B                                    2
        12  joins C                                    2
            "all threads are done"
        Step 8: addWithoutLock stores 1 over -2, which it has not seen.
        demos/lock-race.ts:35  for (let i = 0; i < count; i++) unlocked.value += 1;
        demos/lock-race.ts:39  for (let i = 0; i < count; i++) unlocked.value -= 1;
      ◆ updates-lost (interesting)
        Without a lock, a thread overwrote a sum that it had not seen.
      "
    `);
  });

  test('with room for them, source lines stand beside their steps', async () => {
    const text = await rendered(replayReport(), { columns: 120 });
    expect(text).toMatch(/^ {2} 3 .*loads 0 .* 0 +:35 for \(let i = 0;/m);
    expect(text).not.toMatch(/^ {2}demos/m);
  });

  test('where columns do not fit, the steps are a list', async () => {
    expect(await rendered(replayReport(), { columns: 50 })).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · replay

        A MainThread, B addWithoutLock, C
        subtractWithoutLock
         1  A starts B
         2  A starts C
         3  B loads without lock 0  :35
         4  C loads without lock 0  :39
         5  C stores without lock -1  :39
         6  C loads without lock -1  :39
         7  C stores without lock -2  :39
         8  B stores without lock 1  :35
         9  B loads without lock 1  :35
        10  B stores without lock 2  :35
        11  A joins B
        12  A joins C
            A "all threads are done"
        Step 8: addWithoutLock stores 1 over -2, which
        it has not seen.
        demos/lock-race.ts:35  for (let i = 0; i < coun…
        demos/lock-race.ts:39  for (let i = 0; i < coun…
      ◆ updates-lost (interesting)
        Without a lock, a thread overwrote a sum that it
        had not seen.
      "
    `);
  });

  test('a hang ends with who waits for whom', async () => {
    expect(await rendered(hungReport())).toMatchInlineSnapshot(`
      "deadlock · replay

           A MainThread  B red first   C blue first   demos/deadlock.ts
        1  starts
        2  starts
        3                acquires red                 :23 red.acquire();
                         "takes red"
        4                              acquires blue  :24 blue.acquire();
                                       "takes blue"
      No thread can continue:
        Deadlock cycle: red first → blue first → red first
        red first waits in Lock.acquire for blue, held by blue first
            demos/deadlock.ts:22  blue.acquire();
        blue first waits in Lock.acquire for red, held by red first
            demos/deadlock.ts:30
        MainThread waits in Thread.join for red first
            demos/deadlock.ts:40
      ◆ deadlock (interesting)
        Each waits for the other.
      "
    `);
  });

  test('a step that its thread cannot take ends with what each thread could do', async () => {
    expect(await rendered(divergedReport())).toMatchInlineSnapshot(`
      "deadlock · replay

           A MainThread  B red first   C blue first  demos/deadlock.ts
        1  starts
        2  starts
        3                acquires red                :23 red.acquire();
                         "takes red"
      The schedule does not fit the program: at step 4, B red first cannot go.
        A MainThread  waits in Thread.join for red first
        B red first   waits in Lock.acquire for blue, held by C blue first
        C blue first  could go: acquires blue
      "
    `);
  });

  test('a thread that was never started goes by its letter', async () => {
    const text = await rendered(divergedReport({ misfit: { code: 'cannot-go', step: 4, thread: 'F' } }));
    expect(text).toContain('at step 4, F cannot go.');
  });

  test('steps beyond the end of the program, and of a hang', async () => {
    const misfit = { code: 'over', step: 13, thread: 'A' } as const;
    expect(await rendered(replayReport({ fits: false, misfit }))).toContain(
      'at step 13 it is the turn of A\nMainThread, but the program is over.',
    );
    expect(await rendered(hungReport({ fits: false, misfit: { ...misfit, step: 5 } }))).toContain(
      'but no thread can continue.',
    );
  });

  test('another checksum: the program has changed, and this is the schedule of now', async () => {
    const whole = 'lock-race:unlocked:count=2:A2BC4B3A2~0000';
    const text = await rendered(replayReport({ fits: false, misfit: { code: 'changed' }, whole }));
    expect(text.replaceAll('\n', ' ')).toContain('the program or its parameters have changed since');
    expect(text).toContain('◆ updates-lost (interesting)');
    expect(text).toContain(`replay   npx pyconc replay ${whole}`);
  });

  test('a schedule that is too short says so, and gives the whole one', async () => {
    const text = await rendered(replayReport({ schedule: 'lock-race:unlocked:count=2:A2B', given: 3 }));
    expect(text).toContain("The schedule ends at step 3; the rest is the kernel's choice.");
    expect(text).toContain('replay   npx pyconc replay lock-race:unlocked:count=2:A2BC4B3A2~k7x0');
    expect(await rendered(replayReport())).not.toContain('npx pyconc replay');
  });

  test('a timeout that passed early', async () => {
    const steps = LOST.steps.map((step) => (step.step === 4 ? { ...step, result: 'timed out' } : step));
    const text = await rendered(replayReport({ story: { ...LOST, steps }, delays: 1 }), { columns: 100 });
    expect(text).toContain('The timeout of subtractWithoutLock passes at step 4: possible if the others are held up');
  });

  test.each([
    ['stuck', 'the schedule stood still for 10 s'],
    ['lost-worker', 'a worker was ended'],
    ['too-long', 'the program has not ended after 10000 steps'],
    ['polls', 'threads read the same again and again'],
  ] as const)('without an outcome: %s', async (ending, sentence) => {
    const report = replayReport({ ending, outcome: null, whole: null, story: null, able: [] });
    expect((await rendered(report)).replaceAll('\n', ' ')).toContain(sentence);
    expect(await rendered(report, { quiet: true })).toContain(sentence);
  });

  test('-q is one line', async () => {
    expect(await rendered(replayReport(), { quiet: true })).toBe('lock-race: ◆ updates-lost (interesting)\n');
    expect(await rendered(divergedReport(), { quiet: true })).toBe(
      'deadlock: The schedule does not fit the program: at step 4, B red first cannot go.\n',
    );
  });

  test('nothing is wider than the terminal, in ASCII and in colours, too', async () => {
    const wide = replayReport({
      story: { ...LOST, steps: LOST.steps.map((step) => ({ ...step, logs: ['a long line '.repeat(20)] })) },
    });
    for (const report of [replayReport(), hungReport(), divergedReport(), wide]) {
      for (const columns of [24, 40, 60, 80, 100]) {
        expect(widest(await rendered(report, { columns }))).toBeLessThanOrEqual(columns);
      }
      expect(await rendered(report, { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
      expect(await rendered(report)).not.toContain('\x1b');
      expect(await rendered(report, { colour: true })).toContain('\x1b[');
    }
  });

  test('wide characters keep the columns in line', async () => {
    const steps = LOST.steps.map((step) => ({
      ...step,
      object: step.object === 'without lock' ? '計数' : step.object,
    }));
    const lines = (await rendered(replayReport({ story: { ...LOST, steps } }))).split('\n');
    const row = lines.find((line) => line.includes('loads 0')) ?? '';
    expect(lines.find((line) => line.includes('計数'))).toContain('B addWithoutLock');
    expect(row.indexOf('loads 0')).toBe(lines.find((line) => line.includes('B add'))?.indexOf('B add'));
  });
});

describe('for programs', () => {
  test('one document', async () => {
    const document = JSON.parse(await rendered(divergedReport(), { format: 'json' }));
    expect(document).toMatchObject({
      v: 1,
      environment,
      demo: 'deadlock',
      variant: null,
      params: {},
      seed: 0,
      schedule: 'deadlock:A2B2C',
      given: 5,
      whole: null,
      ending: 'diverged',
      outcome: null,
      fits: false,
      misfit: { code: 'cannot-go', step: 4, thread: 'B' },
    });
    expect(document.story.steps[1]).toMatchObject({ step: 2, thread: 'A', op: 'start', able: ['A', 'B'] });
    expect(document.pending[2]).toMatchObject({ thread: 'C', op: 'acquire', object: 'blue', canGo: true });
  });

  test('a line for each step', async () => {
    const lines = (await rendered(hungReport(), { format: 'ndjson' })).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.map(({ v, type }) => `${v} ${type}`)).toEqual([
      '1 replay.start',
      ...Array.from({ length: 4 }, () => '1 step'),
      '1 replay.end',
    ]);
    expect(entries[0]).toMatchObject({ environment, demo: 'deadlock', schedule: 'deadlock:A2BC~dead' });
    expect(entries.at(-1)).toMatchObject({ ending: 'deadlock', fits: true, outcome: { name: 'deadlock' } });
    expect(entries.at(-1).waiting).toHaveLength(3);
  });

  test('a Markdown table', async () => {
    expect(await rendered(hungReport(), { format: 'markdown' })).toMatchInlineSnapshot(`
      "| step | thread | does | at | source |
      | --- | --- | --- | --- | --- |
      | 1 | A MainThread | starts |  |  |
      | 2 | A MainThread | starts |  |  |
      | 3 | B red first | acquires red | demos/deadlock.ts:23 | red.acquire(); |
      | 4 | C blue first | acquires blue | demos/deadlock.ts:24 | blue.acquire(); |
      "
    `);
  });
});

describe('where each thread is', () => {
  const stateOf = (report: ReplayReport, taken: number) =>
    threadStates(report, taken).map(({ thread, is, next, holder }) => `${thread.letter} ${is} ${next?.op} ${holder}`);

  test('before its start, at a step, waiting, and after its end', () => {
    const report = replayReport();
    expect(stateOf(report, 0)).toEqual([
      'A ready start null',
      'B unstarted undefined null',
      'C unstarted undefined null',
    ]);
    expect(stateOf(report, 3)).toEqual(['A waiting join null', 'B ready store null', 'C ready load null']);
    expect(stateOf(report, 12)).toEqual(['A ended undefined null', 'B ended undefined null', 'C ended undefined null']);
  });

  test('and who holds what it waits for', () => {
    expect(stateOf(hungReport(), 4)).toEqual(['A waiting join null', 'B waiting acquire C', 'C waiting acquire B']);
    const taken = [
      storyStep({ step: 1, thread: 'A', op: 'start' }),
      storyStep({ step: 2, thread: 'A', op: 'acquire', object: 'lock', kind: 'Lock' }),
      storyStep({ step: 3, thread: 'A', op: 'sleep' }),
      storyStep({ step: 4, thread: 'A', op: 'release', object: 'lock', kind: 'Lock' }),
      storyStep({ step: 5, thread: 'B', op: 'acquire', object: 'lock', kind: 'Lock' }),
    ];
    const report = replayReport({ story: { ...LOST, steps: taken }, able: ['A', 'AB', 'A', 'A', 'B'] });
    expect(stateOf(report, 1)[1]).toBe('B ready acquire null');
    expect(stateOf(report, 2)[1]).toBe('B waiting acquire A');
    expect(stateOf(report, 4)[1]).toBe('B ready acquire null');
  });

  test('a holder is not named where it is not sure', () => {
    const taken = [
      storyStep({ step: 1, thread: 'A', op: 'start' }),
      storyStep({ step: 2, thread: 'A', op: 'acquire', object: 'lock', kind: 'Lock' }),
      storyStep({ step: 3, thread: 'A', op: 'wait', object: 'full', kind: 'Condition' }),
      storyStep({ step: 4, thread: 'A', op: 'sleep' }),
      storyStep({ step: 5, thread: 'B', op: 'acquire', object: 'lock', kind: 'Lock' }),
    ];
    const report = replayReport({ story: { ...LOST, steps: taken }, able: ['A', 'AB', 'A', 'A', 'B'] });
    expect(stateOf(report, 3)[1]).toBe('B waiting acquire null');
  });

  test('what values hold', () => {
    expect(valuesAfter(LOST, ['without lock']).flat()).toEqual([
      undefined,
      undefined,
      ...[0, 0, -1, -1, -2, 1, 1, 2, 2, 2],
    ]);
  });
});

describe('step by step', () => {
  async function frames(report: ReplayReport, { columns = 80, unicode = true, colour = false } = {}) {
    const terminal = { columns, colour, unicode, isEndless: false, folder: '/' };
    const theme = await createTheme(terminal);
    const linesOf = (at: string) =>
      at.startsWith('/demos/')
        ? Array.from({ length: 60 }, (_, n) => SOURCES[`/demos/lock-race.ts:${n + 1}:50`] ?? '// …')
        : null;
    return new StepFrames(report, {
      terminal,
      command: 'npx pyconc',
      theme,
      measure: narrowMeasure,
      sourceOf,
      linesOf,
    });
  }

  test('a frame has the steps so far, where each thread is, and the source', async () => {
    const shown = await frames(replayReport());
    expect(shown.steps).toBe(12);
    expect(await shown.text(5, 22)).toMatchInlineSnapshot(`
      "lock-race · variant unlocked · count=2 · step 5 of 12

            A MainThread  B addWithoutLock  without lock  C subtractWithoutLock
         1  starts B
         2  starts C
         3                loads 0                      0                         :35
         4                                             0  loads 0                :39
      >  5                                            -1  stores -1              :39

        A MainThread           waits: joins B
        B addWithoutLock       next: stores without lock
        C subtractWithoutLock  next: loads without lock

        demos/lock-race.ts:39
        37  // …
        38  // …
      > 39  for (let i = 0; i < count; i++) unlocked.value -= 1;
        40  // …
        41  // …
      "
    `);
  });

  test('the first one has no step, and the last one the outcome', async () => {
    const shown = await frames(hungReport());
    expect(await shown.text(0, 22)).toMatchInlineSnapshot(`
      "deadlock · before the first step

           A MainThread  B red first   C blue first   demos/deadlock.ts

        A MainThread  next: starts
        B red first   not started
        C blue first  not started
      "
    `);
    expect(await shown.text(5, 22)).toMatchInlineSnapshot(`
      "deadlock · the end

           A MainThread  B red first   C blue first   demos/deadlock.ts
        1  starts
        2  starts
        3                acquires red                 :23 red.acquire();
                         "takes red"
        4                              acquires blue  :24 blue.acquire();
                                       "takes blue"

      No thread can continue:
        Deadlock cycle: red first → blue first → red first
        red first waits in Lock.acquire for blue, held by blue first
            demos/deadlock.ts:22  blue.acquire();
        blue first waits in Lock.acquire for red, held by red first
            demos/deadlock.ts:30
        MainThread waits in Thread.join for red first
            demos/deadlock.ts:40
      ◆ deadlock (interesting)
        Each waits for the other.
      "
    `);
    expect(shown.outcome).toBe('deadlock: ◆ deadlock (interesting)\n');
  });

  test.each([
    [24, 80],
    [16, 80],
    [24, 50],
    [40, 120],
  ])('fits %i rows of %i columns', async (rows, columns) => {
    for (const report of [replayReport(), hungReport()]) {
      const shown = await frames(report, { columns });
      for (let taken = 0; taken <= shown.steps; taken++) {
        const lines = (await shown.text(taken, rows - 2)).split('\n').slice(0, -1);
        expect(lines.length).toBeLessThanOrEqual(rows - 2);
        expect(widest(lines.join('\n'))).toBeLessThanOrEqual(columns);
      }
    }
  });

  test('of many threads, those that are alive come first', async () => {
    const threads = Array.from({ length: 30 }, (_, n) => ({
      letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'[n] ?? '',
      name: `t${n}`,
    }));
    const pending = threads.map(({ letter }) => pendingStep({ thread: letter }));
    const steps = threads.slice(1).map((_, n) => storyStep({ step: n + 1, thread: 'A', op: 'start' }));
    const shown = await frames(
      hungReport({ story: { threads, steps, waiting: [] }, pending, able: steps.map(() => 'A') }),
    );
    const text = await shown.text(steps.length, 22);
    expect(text.split('\n').length).toBeLessThanOrEqual(23);
    expect(text).toContain('… and 24 more');
  });
});
