import { describe, expect, test } from 'vitest';
import { hasTerminal, onTerminal } from './on-terminal.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();
const HIDE = '\u001b[?25l';
const SHOW = '\u001b[?25h';

describe.skipIf(!hasTerminal)('on a terminal', () => {
  test('there are colours, unless NO_COLOR or TERM say otherwise', async () => {
    const args = ['run', file(directory, 'brief.mjs', demoSource("log('one');"))];
    expect((await onTerminal(args)).text).toContain('\u001b[');
    expect((await onTerminal(args, { env: { NO_COLOR: '' } })).text).toContain('\u001b[');
    expect((await onTerminal(args, { env: { NO_COLOR: '1' } })).text).not.toContain('\u001b[');
    expect((await onTerminal(args, { env: { TERM: 'dumb' } })).text).not.toContain('\u001b[');
  });

  test('lines are as long as it has columns, whatever COLUMNS says', async () => {
    const path = file(directory, 'long.mjs', demoSource("log('word '.repeat(60));"));
    const { text } = await onTerminal(['run', path, '--color', 'never'], { env: { COLUMNS: '200' }, columns: 50 });
    const widest = Math.max(...text.split(/\r?\n/).map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(50);
    expect(widest).toBeGreaterThan(40);
  });

  test('after a second of silence a spinner appears, and goes before the next line', async () => {
    const path = file(directory, 'silent.mjs', demoSource("sleep(2.5); log('back');"));
    const { text, exitCode } = await onTerminal(['run', path, '--color', 'never']);
    expect(exitCode).toBe(0);
    const [during = '', after = ''] = text.split(SHOW);
    expect(during).toContain(HIDE);
    expect(during).toContain('mine is running (');
    expect(after).toContain('back');
    expect(text.lastIndexOf(SHOW)).toBeGreaterThan(text.lastIndexOf(HIDE));
  });

  test('a run that is cut short leaves the cursor shown', async () => {
    const path = file(directory, 'cut.mjs', demoSource('sleep(60);'));
    const { text, exitCode } = await onTerminal(['run', path, '--timeout', '1.6']);
    expect(exitCode).toBe(124);
    expect(text).toContain(HIDE);
    expect(text.lastIndexOf(SHOW)).toBeGreaterThan(text.lastIndexOf(HIDE));
  });
});

test('elsewhere there is no spinner', async () => {
  const path = file(directory, 'plain.mjs', demoSource('sleep(1.5);'));
  const { stdout, stderr } = await pyconc(['run', path]);
  expect(stderr).toBe('');
  expect(stdout).not.toContain('\u001b');
});
