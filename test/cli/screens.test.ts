/**
 * Whole screens, compared with approved ones in `screens/`. Times are masked. Where the schedule is free, the lines of the
 * log are put in the order of threads, and text that depends on the first thread is masked too. After an intended change:
 * `npx vitest run test/cli/screens -u`, and look at the difference.
 */
import { describe, expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import { hasTerminal } from './on-terminal.js';
import { demoSource, file, folder } from './pyconc.js';
import { type Screen, screenOf } from './screen.js';

interface Program {
  readonly words: readonly string[];
  /** The outcome of the approved run; a program that races is run until it comes. */
  readonly ending: string;
  /** Heading of a section that the schedule decides: its content is left out. */
  readonly chance?: string;
  /** Masks text that the schedule decides, keeping widths. */
  mask(line: string): string;
}

const programs: Readonly<Record<string, Program>> = {
  'lock-race': {
    // Each thread changes it once: both threads without the lock read 0, and one of the two updates is lost.
    words: ['--param', 'count=1'],
    ending: 'updates-lost',
    chance: 'The first lost update that was caught',
    mask: (line) => line.replace(/-1(?=\s+0\.000 s {2}wrong)/, ' 1'),
  },
  'condition-buffer': {
    words: [],
    ending: 'correct',
    mask: (line) => line.replace(/\d+ (left|in the$|in$|in the buffer)/, '# $1'),
  },
  event: { words: [], ending: 'all-taken', mask: (line) => line },
};

const modes = {
  plain: ['--color', 'never'],
  colour: ['--color', 'always'],
  ascii: ['--color', 'never', '--ascii'],
} as const;

/** The layout depends on the width alone, and colours and glyphs are the same at each: one width is enough for them. */
const modesAt = (columns: number) =>
  isSoak || columns === 80 ? (['plain', 'colour', 'ascii'] as const) : (['plain'] as const);

describe.skipIf(!hasTerminal).each(Object.entries(programs))('%s', (name, program) => {
  describe.each([100, 80, 50])('at %i columns', (columns) => {
    test.each(modesAt(columns))('%s', async (mode) => {
      const args = ['run', name, ...program.words, ...modes[mode], '--speed', 'max', '--seed', '1'];
      const screen = await until(program.ending, () => screenOf(args, columns));
      expect(screen.isBroken, 'nothing is wider than the terminal').toBe(false);
      const lines = mode === 'colour' ? screen.coloured : screen.lines;
      const masked = inThreadOrder(withoutChance(lines, program.chance)).map((line) =>
        program.mask(withoutTimes(line)),
      );
      await expect(`${masked.join('\n').trimEnd()}\n`).toMatchFileSnapshot(`screens/${name}-${columns}-${mode}.txt`);
    });
  });
});

/**
 * On the virtual clock one thread does one thing at a time, while all others sleep: then not only the lines of the log are in
 * the same order each time, but also the marks in between.
 */
const inTurn = demoSource(
  `const threads = [new Thread({ target: first }), new Thread({ target: second })];
  for (const thread of threads) thread.start();
  sleep(20);
  log('starts another, which gets a column that is free');
  new Thread({ target: third }).start();
  sleep(20);`,
  {
    before: `
    import { Event } from 'pyconc/threading';
    const lock = new Lock('buffer lock');
    const event = new Event('item event');
    export function first() {
      sleep(1); lock.acquire(); log('has the lock, and sleeps');
      sleep(2); lock.release();
      sleep(3); log('sets the event'); event.set();
      sleep(9);
    }
    export function second() {
      sleep(2); log('wants the lock'); lock.acquire();
      sleep(2); log('has the lock, waits for the event'); event.wait();
      sleep(2); lock.release();
    }
    export function third() { sleep(1); log('was not there before'); }`,
  },
);

describe.skipIf(!hasTerminal)('--view lanes', () => {
  // Its path differs from run to run.
  const home = folder();
  file(home, 'in-turn.mjs', inTurn);

  describe.each([100, 80, 50])('at %i columns', (columns) => {
    test.each(modesAt(columns))('%s', async (mode) => {
      const args = ['run', './in-turn.mjs', '--view', 'lanes', ...modes[mode], '--speed', 'max', '--seed', '1'];
      const screen = await screenOf(args, columns, home);
      expect(screen.isBroken, 'nothing is wider than the terminal').toBe(false);
      const lines = mode === 'colour' ? screen.coloured : screen.lines;
      const masked = lines.map(withoutTimes).join('\n').trimEnd();
      await expect(`${masked}\n`).toMatchFileSnapshot(`screens/lanes-${columns}-${mode}.txt`);
    });
  });
});

async function until(ending: string, look: () => Promise<Screen>): Promise<Screen> {
  for (let tries = 1; ; tries++) {
    const screen = await look();
    if (tries === 10 || screen.lines.some((line) => line.includes(`: ${ending} (`))) return screen;
  }
}

/** Leaves only the heading of the section with this heading. */
function withoutChance(lines: readonly string[], heading: string | undefined): readonly string[] {
  const begin = heading === undefined ? -1 : lines.findIndex((line) => line.includes(heading));
  if (begin === -1) return lines;
  return [...lines.slice(0, begin + 1), ...lines.slice(lines.indexOf('', begin))];
}

function withoutTimes(line: string): string {
  return line.replace(/\d\.\d{3}/g, '0.000');
}

/** The lines of the log, which lie between the second empty line of the screen and the next, in the order of thread names. */
function inThreadOrder(lines: readonly string[]): string[] {
  const begin = lines.indexOf('') + 1;
  const end = lines.indexOf('', begin);
  const entries: string[][] = [];
  for (const line of lines.slice(begin, end)) {
    if (/\d\.\d{3}/.test(line.slice(0, 20))) entries.push([line]);
    else entries.at(-1)?.push(line);
  }
  const threadOf = ([line = '']: readonly string[]) => line.replace(/‹[^›]*›/g, '').slice(9, 25);
  const sorted = entries.toSorted((a, b) => (threadOf(a) < threadOf(b) ? -1 : threadOf(a) > threadOf(b) ? 1 : 0));
  return [...lines.slice(0, begin), ...sorted.flat(), ...lines.slice(end)];
}
