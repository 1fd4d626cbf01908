/**
 * The rows that a class sees when a demo has ended, on a terminal of 24 rows: the outcome, the result, and the end of the
 * log. The rows under the log are compared with approved ones in `screens/`, numbers masked; after an intended change: `npx
 * vitest run test/cli/one-screen -u`, and look at the difference.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import { hasTerminal } from './on-terminal.js';
import { screenOf } from './screen.js';

interface Size {
  readonly rows: number;
  readonly columns: number;
}

const all = readdirSync(new URL('../../demos', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const processes = all.filter((name) => name.includes('process'));
const small = ['lock-race', 'deadlock', 'event', 'condition-buffer'];
const sizes: readonly (Size & { readonly demos: readonly string[] })[] = [
  { rows: 24, columns: 80, demos: all },
  { rows: 40, columns: 100, demos: isSoak ? all : [...small, 'process-naming'] },
  { rows: 24, columns: 50, demos: small },
];

/** The approved outcome, where the schedule decides. */
const endings: Readonly<Record<string, string>> = { 'lock-race': 'updates-lost', 'process-race': 'updates-lost' };

describe.skipIf(!hasTerminal).each(sizes)('$rows rows of $columns columns', ({ rows, columns, demos }) => {
  test.each(demos)('%s', async (name) => {
    const pace = processes.includes(name) ? [] : ['--speed', 'max'];
    const lines = await until(endings[name], () => linesOf(['run', name, '--color', 'never', ...pace], columns));
    // The last row is the prompt's.
    const seen = lines.slice(-(rows - 1));
    const outcome = seen.findIndex((line) => /^[✓◆] /.test(line));
    expect(outcome, 'the outcome is on the screen').toBeGreaterThan(-1);
    const end = seen.slice(0, outcome).filter((line) => LOG_LINE.test(line));
    expect(end.length, `the end of the log is missing in:\n${seen.join('\n')}`).toBeGreaterThan(0);
    const masked = masksOf(seen.slice(outcome));
    await expect(`${masked.join('\n')}\n`).toMatchFileSnapshot(`screens/${name}-${rows}x${columns}.txt`);
  });
});

const LOG_LINE = /^ {1,6}\d+\.\d{3} {2}/;

async function linesOf(args: readonly string[], columns: number): Promise<readonly string[]> {
  const screen = await screenOf(args, columns);
  expect(screen.isBroken, 'nothing is wider than the terminal').toBe(false);
  const lines = [...screen.lines];
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

async function until(ending: string | undefined, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (let tries = 1; ; tries++) {
    const lines = await look();
    if (ending === undefined || tries === 10 || lines.some((line) => line.includes(`: ${ending} (`))) return lines;
  }
}

/** Numbers differ from run to run; so do the operations of a lost update, which has tests of its own. */
function masksOf(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => line.startsWith('The first lost update'));
  const to = from === -1 ? -1 : lines.indexOf('', from);
  const kept = from === -1 ? lines : [...lines.slice(0, from), '(the first lost update)', ...lines.slice(to)];
  return kept.map((line) =>
    line
      .replace(/-?\d+(\.\d+)?/g, '#')
      // Chance decides which thread is first and how many items each gets; so does it the width of a column of figures.
      .replace(/#(, #)+/g, '#, #')
      .replace(/\b(red, blue|blue, red)\b/g, 'one, other')
      .replace(/(?<=\S) {2,}/g, '  ')
      .replace(/ +#/g, ' #'),
  );
}
