import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hasTerminal, startOnTerminal, type TerminalSetting } from './on-terminal.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();
const talks = file(
  directory,
  'talks.mjs',
  demoSource("for (const word of ['one', 'two', 'three']) log('says ' + word);"),
);
const waits = file(directory, 'waits.mjs', demoSource("log('says hello'); sleep(60);"));

/** A command on a terminal, its screen as it fills, and somebody at the keyboard. */
function person(args: readonly string[], setting: TerminalSetting = {}) {
  const command = startOnTerminal([...args, '--color', 'never'], setting);
  let screen = '';
  command.stdout?.on('data', (data) => {
    screen += data;
  });
  return {
    press: (keys: string) => command.stdin?.write(keys),
    async sees(text: string) {
      const giveUp = performance.now() + 20_000;
      while (!screen.includes(text)) {
        if (performance.now() > giveUp) throw new Error(`no "${text}" in: ${screen}`);
        await pause(20);
      }
    },
    /** Long enough for what should not come to have come. */
    async seesStillNo(text: string) {
      await pause(400);
      expect(screen).not.toContain(text);
    },
    async leaves() {
      const { stdout, exitCode } = await command;
      expect(stdout, 'the terminal is in order again').not.toContain('RAW');
      return { text: stdout, exitCode };
    },
  };
}

describe.skipIf(!hasTerminal)('--step-log', () => {
  test('shows a line for each key, whichever it is, and the summary for one more', async () => {
    const reader = person(['run', talks, '--step-log']);
    await reader.sees('any key: the next line');
    await reader.seesStillNo('started');
    reader.press('\r');
    await reader.sees('started');
    await reader.seesStillNo('says one');
    reader.press(' ');
    await reader.sees('says one');
    reader.press('\u001b[B');
    await reader.sees('says two');
    await reader.seesStillNo('says three');
    reader.press('x');
    await reader.sees('says three');
    reader.press('x');
    await reader.sees('ended');
    await reader.seesStillNo('mine: done');
    reader.press('x');
    expect(await reader.leaves()).toMatchObject({ exitCode: 0, text: expect.stringContaining('mine: done') });
  });

  test('shows all the rest for an a', async () => {
    const reader = person(['run', talks, '--step-log']);
    await reader.sees('any key');
    reader.press('a');
    expect(await reader.leaves()).toMatchObject({ exitCode: 0, text: expect.stringContaining('says three') });
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('stops at %s, with the summary so far', async (_, key) => {
    const reader = person(['run', waits, '--step-log']);
    await reader.sees('any key');
    reader.press(' ');
    await reader.sees('started');
    reader.press(key);
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(130);
    expect(text).toContain('mine: interrupted');
    expect(text).not.toContain('says hello');
  });
});

describe.skipIf(!hasTerminal)('--pause', () => {
  test('waits for Enter before the next demo, and for nothing else', async () => {
    const reader = person(['run', talks, talks, '--pause']);
    await reader.sees('Enter: on to mine');
    reader.press('x');
    await reader.seesStillNo('All runs');
    reader.press('\r');
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    expect(text.match(/Enter: on to/g)).toHaveLength(1);
    expect(text.match(/mine: done/g)).toHaveLength(2);
    expect(text).toContain('All runs');
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('stops at %s', async (_, key) => {
    const reader = person(['run', talks, talks, '--pause']);
    await reader.sees('Enter: on to mine');
    reader.press(key);
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(130);
    expect(text.match(/mine: done/g)).toHaveLength(1);
  });
});

test.each(['--pause', '--step-log'])('%s needs somebody at the keyboard', async (option) => {
  const { stdout, stderr, exitCode } = await pyconc(['run', talks, option]);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).toBe(`pyconc: ${option} waits for keys, and stdin is no terminal.`);
});

describe.skipIf(!hasTerminal)('show on a terminal', () => {
  const pager = file(directory, 'pager.sh', '#!/bin/sh\nread -r line\necho "the pager has: $line"\n');
  chmodSync(pager, 0o755);

  test('is paged with $PAGER, which may be left before the end', async () => {
    const reader = person(['show', 'lock-race'], { env: { PAGER: pager }, rows: 24 });
    const { text, exitCode } = await reader.leaves();
    expect(text.trim()).toBe('the pager has: lock-race: A counter with a lock, and one without');
    expect(exitCode).toBe(0);
  });

  test('is printed where it fits, where $PAGER is empty, and where there is no such pager', async () => {
    const settings = [
      { env: { PAGER: pager }, rows: 2000 },
      { env: { PAGER: '' }, rows: 24 },
      { env: { PAGER: '/nowhere/less' }, rows: 24 },
    ];
    for (const setting of settings) {
      const { text, exitCode } = await person(['show', 'lock-race'], setting).leaves();
      expect(exitCode).toBe(0);
      expect(text).toContain('export function addWithLock');
      expect(text).not.toContain('the pager has');
      expect(text).not.toContain('not found');
    }
  });

  test('leaves Ctrl-C to the pager', async () => {
    const stubborn = file(
      directory,
      'stubborn.sh',
      "#!/bin/sh\ntrap 'echo still here; exit 0' INT\necho ready\nwhile :; do sleep 0.1; done\n",
    );
    chmodSync(stubborn, 0o755);
    const reader = person(['show', 'lock-race'], { env: { PAGER: stubborn }, rows: 24 });
    await reader.sees('ready');
    reader.press('\u0003');
    const { text, exitCode } = await reader.leaves();
    expect(text).toContain('still here');
    expect(exitCode).toBe(0);
  });
});
