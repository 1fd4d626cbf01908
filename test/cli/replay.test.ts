/** `replay`, from the schedule that explore prints to the page about it. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hasTerminal, startOnTerminal } from './on-terminal.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';
import { textOnScreen } from './screen.js';

const directory = folder();

/** The schedules of a demo's outcomes, by their names. */
async function explored(words: readonly string[]): Promise<Record<string, string>> {
  const { stdout } = await pyconc(['explore', ...words, '--json']);
  const [{ outcomes }] = JSON.parse(stdout).rows;
  return Object.fromEntries(outcomes.map(({ name, schedule }: { name: string; schedule: string }) => [name, schedule]));
}

async function replayed(schedule: string) {
  const { stdout, stderr, exitCode } = await pyconc(['replay', schedule, '--json']);
  return { report: JSON.parse(stdout), stderr, exitCode };
}

const lostUpdate = (await explored(['lock-race', '--variant', 'unlocked']))['updates-lost'] ?? '';
const deadlocked = (await explored(['deadlock'])).deadlocked ?? '';
const [withoutCheck = ''] = lostUpdate.split('~');

describe('what explore prints', () => {
  test('a lost update comes out again, with each step and its place', async () => {
    const { report, stderr, exitCode } = await replayed(lostUpdate);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(report).toMatchObject({
      v: 1,
      demo: 'lock-race',
      variant: 'unlocked',
      params: { count: 2 },
      schedule: lostUpdate,
      ending: 'complete',
      outcome: { name: 'updates-lost', grade: 'interesting' },
      fits: true,
      misfit: null,
      pending: [],
    });
    expect(report.given).toBe(report.story.steps.length);
    const stores = report.story.steps.filter(({ op }: { op: string }) => op === 'store');
    expect(stores).toHaveLength(4);
    for (const { at, value } of stores) expect(`${at} ${value}`).toMatch(/lock-race\.ts:\d+:\d+ -?\d$/);
  });

  test('a hang comes out again, with who holds what', async () => {
    const { report, exitCode } = await replayed(deadlocked);
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ ending: 'deadlock', outcome: { name: 'deadlocked' }, fits: true });
    expect(report.story.waiting).toMatchObject([
      { thread: 'A', holder: null },
      { thread: 'B', object: 'blue lock', holder: 'C' },
      { thread: 'C', object: 'red lock', holder: 'B' },
    ]);
  });

  test('the command works as it is printed, for a file with a space and a colon in its path, too', async () => {
    const path = file(directory, 'two words: mine.mjs', counting());
    const { stdout } = await pyconc(['explore', path], { env: { COLUMNS: '300' } });
    const [, quoted = ''] = /^ {2}replay +npx pyconc replay '(.+)'$/m.exec(stdout) ?? [];
    expect(quoted).toContain(`${path}::`);
    const { stdout: page, exitCode } = await pyconc(['replay', quoted]);
    expect(exitCode).toBe(0);
    expect(page).toContain('◆ lost (interesting)');
  });

  test('it is the same each time', async () => {
    for (const schedule of [lostUpdate, deadlocked]) {
      const stories = new Set<string>();
      for (let n = 0; n < 3; n++) stories.add((await pyconc(['replay', schedule, '--json'])).stdout);
      expect(stories.size).toBe(1);
    }
  });
});

describe('what people edit', () => {
  test('the beginning: the rest is as the kernel chooses, and the whole can be replayed', async () => {
    const beginning = withoutCheck.slice(0, withoutCheck.lastIndexOf(':') + 4);
    const { report, exitCode } = await replayed(beginning);
    expect(exitCode).toBe(0);
    expect(report.given).toBeLessThan(report.story.steps.length);
    const again = await replayed(report.whole);
    expect(again.report).toMatchObject({ fits: true, given: report.story.steps.length });
    expect(again.report.story).toEqual(report.story);
    const { stdout } = await pyconc(['replay', beginning]);
    expect(stdout).toContain(`The schedule ends at step ${report.given}; the rest is the kernel's choice.`);
  });

  test('another variant, and another parameter', async () => {
    const { report } = await replayed('lock-race:locked:count=3:A');
    expect(report).toMatchObject({ variant: 'locked', params: { count: 3 }, outcome: { name: 'correct' } });
  });

  test('a step for a thread that waits', async () => {
    const [steps = ''] = deadlocked.split('~');
    const { report, exitCode } = await replayed(`${steps.slice(0, -1)}2B9`);
    expect(exitCode).toBe(3);
    expect(report).toMatchObject({ ending: 'diverged', outcome: null, whole: null, fits: false });
    expect(report.misfit).toEqual({ code: 'cannot-go', step: report.story.steps.length + 1, thread: 'B' });
    expect(report.pending).toMatchObject([
      { thread: 'A', op: 'join', canGo: false },
      { thread: 'B', object: 'blue lock', holder: 'C', canGo: false },
      { thread: 'C', canGo: true },
    ]);
    const { stdout } = await pyconc(['replay', `${steps.slice(0, -1)}2B9`], { env: { COLUMNS: '120' } });
    expect(stdout).toMatch(/^ {2}B .* waits in Lock\.acquire for blue lock, held by C /m);
    expect(stdout).toMatch(/^ {2}C .* could go: sleeps/m);
  });

  test('a step for a thread that there is not', async () => {
    const { stdout, exitCode } = await pyconc(['replay', 'lock-race:unlocked:count=2:A2F']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('at step 3, F cannot go.');
  });

  test('more steps than the program has, and after a hang', async () => {
    const more = await replayed(`${withoutCheck}A3`);
    expect(more.exitCode).toBe(3);
    expect(more.report).toMatchObject({ outcome: { name: 'updates-lost' }, misfit: { code: 'over', thread: 'A' } });
    const hung = await replayed(`${deadlocked.split('~')[0]}A`);
    expect(hung.report).toMatchObject({ ending: 'deadlock', misfit: { code: 'over', thread: 'A' } });
  });
});

describe('a program that has changed', () => {
  test('does other things in the same steps', async () => {
    const path = file(directory, 'changing.mjs', counting());
    const { lost = '' } = await explored([path]);
    expect((await replayed(lost)).exitCode).toBe(0);
    file(directory, 'changing.mjs', counting("counter.value; log('looked');"));
    const { report, exitCode } = await replayed(lost);
    expect(exitCode).toBe(3);
    expect(report.fits).toBe(false);
    const { stdout } = await pyconc(['replay', lost]);
    expect(stdout).toMatch(/The operations are not those|The schedule does not fit/);
    // Without the checksum nobody can tell.
    expect((await replayed('lock-race:unlocked:count=2:A2~zzzz')).report.misfit).toEqual({ code: 'changed' });
    expect((await replayed('lock-race:unlocked:count=2:A2')).report.misfit).toBeNull();
  });

  test('so does one with another parameter', async () => {
    const path = file(directory, 'with-param.mjs', counting());
    const { lost = '' } = await explored([path]);
    const edited = lost.replace('.mjs:', '.mjs:twice=true:');
    const { report, exitCode } = await replayed(edited);
    expect({ exitCode, fits: report.fits, params: report.params }).toEqual({
      exitCode: 3,
      fits: false,
      params: { twice: true },
    });
  });
});

test('an outcome that the demo forbids is exit code 1', async () => {
  const path = file(directory, 'throws.mjs', demoSource("throw new Error('wrong');"));
  const { report, exitCode } = await replayed(`${path}:A`);
  expect({ exitCode, outcome: report.outcome?.grade }).toEqual({ exitCode: 1, outcome: 'forbidden' });
});

test.each<[string, string, string]>([
  ['lock-race', 'schedule, column 1: expected a demo, a colon and the steps of its threads; there is no colon.', '^'],
  ['lock-race:A2!', 'schedule, column 13: expected the letter of a thread', 'lock-race:A2!'],
  ['lock-rase:A', 'there is no demo "lock-rase".', 'Did you mean lock-race?'],
  ['./none.mjs:A', 'there is no file ./none.mjs.', ''],
  ['lock-race:unloked:A', 'lock-race has no variant "unloked".', 'Did you mean unlocked?'],
  ['lock-race:unlocked:cuont=2:A', 'parameter "cuont"', 'Did you mean count?'],
  ['lock-race:unlocked:count=many:A', 'parameter count takes a number', ''],
  ['lock-race:A10001', 'expected no more than 10000 steps in all', ''],
  [
    'process-race:A',
    'process-race starts processes, and replay orders the steps of threads.',
    'See what happens: npx pyconc run process-race',
  ],
])('replay %s is refused', async (schedule, message, hint) => {
  const { stdout, stderr, exitCode } = await pyconc(['replay', schedule]);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
});

describe.skipIf(!hasTerminal)('--step', () => {
  /** A person who reads, presses keys, and leaves. */
  async function reads(keys: readonly string[], schedule = lostUpdate) {
    const setting = { columns: 80, rows: 24 };
    const command = startOnTerminal(['replay', schedule, '--step', '--color', 'never'], setting);
    let written = '';
    command.stdout?.on('data', (data) => {
      written += data;
    });
    const screens: string[] = [];
    const look = async (title: RegExp | undefined) => {
      const giveUp = performance.now() + 20_000;
      for (;;) {
        const screen = await textOnScreen(written, 80, 24);
        if (title === undefined || title.test(screen)) return screens.push(screen);
        if (performance.now() > giveUp) throw new Error(`no ${title} in: ${screen}`);
        await pause(30);
      }
    };
    await look(/before the first step[\s\S]*q: leave/);
    for (const key of keys) {
      command.stdin?.write(key);
      await pause(150);
      await look(undefined);
    }
    command.stdin?.write('q');
    const { stdout, exitCode } = await command;
    expect(stdout, 'the terminal is in order again').not.toContain('RAW');
    return { screens, exitCode, last: await textOnScreen(stdout, 80, 24) };
  }

  test('goes forwards and back, one frame in the place of another', async () => {
    const { screens, exitCode, last } = await reads(['\r', ' ', '\u001b[C', 'n', 'b', '\u001b[D', 'p']);
    expect(exitCode).toBe(0);
    const titles = screens.map((screen) => screen.match(/step \d+ of \d+/g)?.join());
    expect(titles.map((title) => title?.replace(/ of \d+/, ''))).toEqual([
      undefined,
      ...['step 1', 'step 2', 'step 3', 'step 4', 'step 3', 'step 2', 'step 1'],
    ]);
    expect(screens[2]).toMatch(/^> +2 +starts C/m);
    expect(screens[2]).toContain('C subtractWithoutLock  next: begins');
    expect(screens[2]).toMatch(/^> \d+ {2} +for \(const thread of threads\) thread\.start\(\);$/m);
    expect(last).toMatch(/lock-race: ◆ updates-lost \(interesting\)$/);
  });

  test('ends with the outcome', async () => {
    const { screens, exitCode } = await reads(['G', 'n', 'b'], deadlocked);
    expect(exitCode).toBe(0);
    expect(screens[1]).toContain('◆ deadlocked (interesting)');
    expect(screens[1]).toContain('No thread can continue:');
    expect(screens[2]).toBe(screens[1]);
    expect(screens[3]).toContain('waits in Lock.acquire for blue lock, held by C');
  });

  test('Ctrl-C leaves with its exit code', async () => {
    const command = startOnTerminal(['replay', lostUpdate, '--step', '--color', 'never']);
    await new Promise<void>((resolve) => command.stdout?.on('data', (data) => /leave/.test(String(data)) && resolve()));
    command.stdin?.write('\u0003');
    expect(await command).toMatchObject({ exitCode: 130 });
  });
});

test.each([
  [['--step'], '--step waits for keys, and stdin is no terminal.'],
  [['--step', '--json'], '--step and --json contradict each other'],
  [['--step', '-q'], '--step and -q contradict each other'],
  [['-q', '--format', 'ndjson'], '-q and --format ndjson contradict each other'],
  [['--json', '--format', 'ndjson'], '--json and --format ndjson contradict each other'],
  [['--arena', '0'], '--arena takes a whole number of MiB, from 1 to 1024'],
])('replay %j is refused', async (options, message) => {
  const { stdout, stderr, exitCode } = await pyconc(['replay', lostUpdate, ...options]);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).toContain(`pyconc: ${message}`);
});

/** Two threads that count; `more` is a statement of each before it counts. */
function counting(more = ''): string {
  const count = `if (twice) counter.value;\n      counter.value += 1;`;
  return demoSource(
    `const threads = [1, 2].map(() => new Thread({ target: count, args: [params.twice] }));
      for (const thread of threads) thread.start();
      for (const thread of threads) thread.join();`,
    {
      before: `import { Value } from 'pyconc';
        const counter = new Value('i', 0);
        export function count(twice) { ${more} ${count} }`,
      more: `params: { twice: { default: false, about: 'Look twice.' } }, result: () => counter.value,
        outcomes: [
          { name: 'all', grade: 'expected', because: 'Both.', when: ({ result }) => result === 2 },
          { name: 'lost', grade: 'interesting', because: 'One.', when: () => true },
        ],`,
    },
  );
}
