/**
 * The notices, each with its outcome. `notices.txt` has all of them for a person to read: each must be true of every run of
 * its variant that comes to its outcome. After an intended change: `npx vitest run test/demos/notices -u`, and read the
 * difference.
 */
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Demo, FinishedRun } from 'pyconc';
import { beforeAll, describe, expect, test } from 'vitest';
import { prettyRenderer } from '../../src/render/pretty.js';
import { createTheme } from '../../src/render/theme.js';
import { plain, shown } from '../cli/render/events.js';
import type { Observed } from '../observe.js';
import { loadDemo, observeDemo, VARIANTS } from './observe-demo.js';

type Outcome = Demo['outcomes'][number];

const runs = new Map<string, Observed<unknown>>();

beforeAll(async () => {
  for (const [name, variant] of VARIANTS) runs.set(`${name} ${variant}`, await observeDemo(name, { variant }));
}, 240_000);

describe.each(VARIANTS)('%s %s', (name, variant, expected) => {
  test('the notice below the run is that of the outcome that came, and of no other', async () => {
    const run = runOf(name, variant);
    const { outcomes } = await loadDemo(name);
    const outcome = outcomes.find((each) => each.name === run.outcome?.name);
    expect(outcome && noticeOf(outcome, run)).toBe(run.outcome?.notice);

    const printed = oneLine(await printedOf(run));
    expect(printed.split('Notice ')[1]).toBe(run.outcome?.notice);
    for (const other of outcomes.filter((each) => each !== outcome)) {
      const notice = noticeOf(other, run);
      if (notice !== undefined) expect(printed).not.toContain(notice);
    }
  });

  test.each(expected)('a notice of %s is a sentence or two, in two lines at most', async (ending) => {
    const { outcomes } = await loadDemo(name);
    const outcome = outcomes.find((each) => each.name === ending);
    const notice = (outcome && noticeOf(outcome, runOf(name, variant))) ?? '';
    expect(notice).toMatch(/^[A-Z].*[.]$/);
    expect(wrapAnsi(notice, 80 - 'Notice  '.length).split('\n').length, notice).toBeLessThanOrEqual(2);
  });

  test('no two outcomes have the same, and only those that a correct pyconc can come to have one', async () => {
    const { outcomes } = await loadDemo(name);
    const notices = outcomes.map((outcome) => noticeOf(outcome, runOf(name, variant)));
    expect(notices.map((notice) => notice !== undefined)).toEqual(outcomes.map(({ grade }) => grade !== 'forbidden'));
    const said = notices.filter((notice) => notice !== undefined);
    expect(new Set(said).size).toBe(said.length);
  });
});

test('all notices are as approved', async () => {
  const pages = [];
  for (const [name, variant, expected] of VARIANTS) {
    const { outcomes, variants = { '': '' } } = await loadDemo(name);
    const run = runOf(name, variant);
    const isLast = variant === Object.keys(variants).at(-1);
    const never = outcomes.filter((each) => each.grade !== 'forbidden' && !isExpectedOf(name, each.name));
    pages.push(
      ...outcomes.filter((each) => expected.includes(each.name)).map((each) => entry(`${name} ${variant}`, each, run)),
      ...(isLast ? never.map((each) => entry(`${name}, though no test waits for it`, each, run)) : []),
    );
  }
  await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('notices.txt');
});

function entry(title: string, outcome: Outcome, run: Observed<unknown>): string {
  return [
    `${title.trim()}: ${outcome.name} (${outcome.grade})`,
    `  because  ${outcome.because}`,
    `  notice   ${noticeOf(outcome, run)?.replace(MEASURED, '#')}`,
  ].join('\n');
}

/** Numbers that differ from run to run. */
const MEASURED = /\d+(?: to \d+)?(?= ms)|\d+(?:\.\d+)?(?= times as long)/g;

function isExpectedOf(demo: string, outcome: string): boolean {
  return VARIANTS.some(([name, , expected]) => name === demo && expected.includes(outcome));
}

function runOf(name: string, variant: string): Observed<unknown> {
  return runs.get(`${name} ${variant}`) as Observed<unknown>;
}

function noticeOf({ notice }: Outcome, run: Observed<unknown>): string | undefined {
  const noticed =
    typeof notice === 'function'
      ? notice({ ...run, variant: run.variant ?? '', lines: [] } as FinishedRun<unknown>)
      : notice;
  return noticed as string | undefined;
}

async function printedOf({ events }: Observed<unknown>): Promise<string> {
  const terminal = { ...plain, columns: 80 };
  const theme = await createTheme(terminal);
  return shown((write) => prettyRenderer(terminal, theme, write), events);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
