import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hasTerminal, startOnTerminal, type TerminalSetting } from './on-terminal.js';
import { demoSource, file, folder, pyconc, widest } from './pyconc.js';
import { textOnScreen } from './screen.js';

const directory = folder();
const talks = file(
  directory,
  'talks.mjs',
  demoSource("for (const word of ['one', 'two', 'three']) log('says ' + word);"),
);
const waits = file(directory, 'waits.mjs', demoSource("log('says hello'); sleep(60);"));

/** A command on a terminal, its screen as it fills, and a person at the keyboard. */
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
    /** Long enough for output that should not come. */
    async seesStillNo(text: string) {
      await pause(400);
      expect(screen).not.toContain(text);
    },
    /** The screen ends with this text at some time. */
    async isLeftWith(ending: string | RegExp) {
      const { columns = 80, rows = 50 } = setting;
      const giveUp = performance.now() + 20_000;
      for (;;) {
        const shown = await textOnScreen(screen, columns, rows);
        if (typeof ending === 'string' ? shown.endsWith(ending) : ending.test(shown)) return shown;
        if (performance.now() > giveUp) throw new Error(`no "${ending}" at the end of: ${shown}`);
        await pause(20);
      }
    },
    async leaves() {
      const { stdout, exitCode } = await command;
      expect(stdout, 'the terminal is in order again').not.toContain('RAW');
      return { text: stdout, exitCode };
    },
  };
}

describe.skipIf(!hasTerminal)('--step-log', () => {
  test('shows one line per key, whichever it is, and the summary for one more', async () => {
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

  test('says how many lines are left once the run is over', async () => {
    const reader = person(['run', talks, '--step-log']);
    await reader.sees('5 lines left');
    reader.press('x');
    await reader.isLeftWith(/started\n4 lines left$/);
    reader.press('x');
    await reader.isLeftWith(/says one\n3 lines left$/);
    reader.press('xx');
    await reader.isLeftWith(/says three\n1 line left$/);
    reader.press('x');
    await reader.isLeftWith(/ended\nnext: the summary$/);
    reader.press('x');
    const { exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    expect(await reader.isLeftWith(/mine: done/), 'nothing is left of what was said of lines').not.toContain('left');
  });

  test('takes a line back for b and the left arrow, and shows it again for the next key', async () => {
    const reader = person(['run', talks, '--step-log']);
    await reader.sees('5 lines left');
    reader.press('xxx');
    await reader.isLeftWith(/says two\n2 lines left$/);
    reader.press('b');
    await reader.isLeftWith(/says one\n3 lines left$/);
    reader.press('\u001b[D');
    await reader.isLeftWith(/started\n4 lines left$/);
    reader.press('bbb');
    expect(await reader.isLeftWith(/\n5 lines left$/), 'what is above the log stays').toContain('mine\n');
    reader.press('xx');
    await reader.isLeftWith(/started\n[^\n]+says one\n3 lines left$/);
    reader.press('ba');
    const { exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    const shown = await reader.isLeftWith(/mine: done/);
    for (const word of ['started', 'one', 'two', 'three', 'ended']) expect(shown.match(word)).toHaveLength(1);
    expect(shown).toMatch(/started\n.*says one\n.*says two\n.*says three\n.*ended\n/);
  });

  test('takes back only what is still on the screen, however many rows it has', async () => {
    const long = file(
      directory,
      'long.mjs',
      demoSource("for (let i = 1; i <= 9; i++) log('line ' + i + ' ' + 'word '.repeat(10) + 'end');"),
    );
    const reader = person(['run', long, '--step-log'], { columns: 50, rows: 8 });
    await reader.sees('11 lines left');
    reader.press('x'.repeat(8));
    await reader.isLeftWith(/line 7 [^\d]+end\n3 lines left$/);
    reader.press('b'.repeat(20));
    // Seven rows above the cursor, and each line of the log takes three.
    await reader.isLeftWith(/line 5 [^\d]+end\n5 lines left$/);
    reader.press('a');
    expect((await reader.leaves()).exitCode).toBe(0);
    const shown = await reader.isLeftWith(/mine: done/);
    for (let i = 1; i <= 9; i++) expect(shown.match(new RegExp(`line ${i} `, 'g'))).toHaveLength(1);
  });

  test('of lanes, takes back a row whole', async () => {
    const inTurn = file(
      directory,
      'in-turn.mjs',
      demoSource('new Thread({ target: talk }).start(); sleep(20);', {
        before:
          "export function talk() { for (const word of ['one', 'two']) { sleep(1); log('takes ' + word + ' and no other'); } }",
      }),
    );
    const reader = person(['run', inTurn, '--step-log', '--view', 'lanes', '--speed', 'max'], { columns: 40 });
    await reader.sees('5 lines left');
    reader.press('xxx');
    await reader.isLeftWith(/takes two.*\n.*no other\n2 lines left$/);
    reader.press('b');
    await reader.isLeftWith(/takes one.*\n.*no other\n3 lines left$/);
    reader.press('a');
    expect((await reader.leaves()).exitCode).toBe(0);
    await reader.isLeftWith(/takes one.*\n.*no other\n.*takes two.*\n.*no other\n/);
  });

  test('is suspended by Ctrl-Z, with the terminal restored, and continues where it was', async () => {
    const reader = person(['run', talks, '--step-log'], { isJob: true });
    await reader.sees('5 lines left');
    reader.press('xx');
    await reader.isLeftWith(/says one\n3 lines left$/);
    reader.press('\u001a');
    await reader.sees('STOPPED');
    await reader.isLeftWith(/STOPPED\n[^\0]*3 lines left$/);
    // What was above the shell's own lines cannot be taken back.
    reader.press('bx');
    await reader.isLeftWith(/says two\n2 lines left$/);
    reader.press('b');
    await reader.isLeftWith(/STOPPED\n[^\0]*3 lines left$/);
    reader.press('a');
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    expect(text).toContain('mine: done');
  });

  test('continues after Ctrl-Z where no shell would continue it', async () => {
    const reader = person(['run', talks, '--step-log']);
    await reader.sees('5 lines left');
    reader.press('\u001a');
    reader.press('a');
    expect(await reader.leaves()).toMatchObject({ exitCode: 0, text: expect.stringContaining('mine: done') });
  });

  test('shows all remaining lines for an a', async () => {
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
  test('waits for Enter before each summary and before the next demo, and at no other point', async () => {
    const reader = person(['run', talks, talks, '--pause']);
    await reader.isLeftWith(/ended\n\nEnter: the summary {3}q: stop$/);
    reader.press('x');
    await reader.seesStillNo('mine: done');
    reader.press('\r');
    await reader.isLeftWith(/Enter: on to mine {3}q: stop$/);
    reader.press('x');
    await reader.seesStillNo('All runs');
    reader.press('\r');
    await reader.isLeftWith(/ended\n\nEnter: the summary {3}q: stop$/);
    await reader.seesStillNo('All runs');
    reader.press('\r');
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    expect(text.match(/Enter: on to/g)).toHaveLength(1);
    expect(text.match(/Enter: the summary/g)).toHaveLength(2);
    expect(text.match(/mine: done/g)).toHaveLength(2);
    expect(text).toContain('All runs');
    expect(await reader.isLeftWith(''), 'no prompt is left over').not.toContain('Enter');
  });

  test('with --quiet there is no log to push away, and one pause less', async () => {
    const reader = person(['run', talks, talks, '--pause', '--quiet']);
    await reader.sees('Enter: on to mine');
    reader.press('\r');
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(0);
    expect(text).not.toContain('Enter: the summary');
  });

  test('with --step-log the summary waits for one key, not for two', async () => {
    const reader = person(['run', talks, '--pause', '--step-log']);
    await reader.sees('5 lines left');
    reader.press('a');
    expect(await reader.leaves()).toMatchObject({ exitCode: 0, text: expect.stringContaining('mine: done') });
  });

  test('is suspended by Ctrl-Z, and prompts again', async () => {
    const reader = person(['run', talks, '--pause'], { isJob: true });
    await reader.sees('Enter: the summary');
    reader.press('\u001a');
    await reader.isLeftWith(/STOPPED\n[^\0]*Enter: the summary {3}q: stop$/);
    reader.press('\r');
    expect(await reader.leaves()).toMatchObject({ exitCode: 0, text: expect.stringContaining('mine: done') });
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('stops at %s', async (_, key) => {
    const reader = person(['run', talks, talks, '--pause']);
    await reader.sees('Enter: the summary');
    reader.press('\r');
    await reader.sees('Enter: on to mine');
    reader.press(key);
    const { text, exitCode } = await reader.leaves();
    expect(exitCode).toBe(130);
    expect(text.match(/mine: done/g)).toHaveLength(1);
  });
});

test.skipIf(!hasTerminal)('stopping at the pause before a summary still prints that summary', async () => {
  const reader = person(['run', talks, talks, '--pause']);
  await reader.sees('Enter: the summary');
  reader.press('q');
  const { text, exitCode } = await reader.leaves();
  expect(exitCode).toBe(130);
  expect(text.match(/mine: done/g)).toHaveLength(1);
});

test.each(['--pause', '--step-log'])('%s needs a keyboard', async (option) => {
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

  test('keeps long lines whole for less, which scrolls sideways, and cuts them for another pager', async () => {
    const recorder = (name: string) => {
      const path = file(directory, name, `#!/bin/sh\necho "LESS=$LESS"\ncat > '${join(directory, `${name}.txt`)}'\n`);
      chmodSync(path, 0o755);
      return path;
    };
    const widestIn = (name: string) => widest(readFileSync(join(directory, `${name}.txt`), 'utf8'));
    const env = { NO_COLOR: '1' };
    const inLess = person(['show', 'lock-race'], { env: { ...env, PAGER: recorder('less') }, rows: 24 });
    expect((await inLess.leaves()).text).toMatch(/LESS=\w*S/);
    expect(widestIn('less')).toBeGreaterThan(100);
    await person(['show', 'lock-race'], { env: { ...env, PAGER: recorder('other') }, rows: 24 }).leaves();
    expect(widestIn('other')).toBeLessThanOrEqual(80);
  });

  test('is printed if it fits, if $PAGER is empty, and if that pager does not exist', async () => {
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
