import { describe, expect, test } from 'vitest';
import { file, folder, pyconc } from './pyconc.js';

const directory = folder();

/**
 * Clears the screen, sets the title, colours by the one-byte introducer, rings the bell, and turns the direction of the
 * text.
 */
const SEQUENCES = '\u001b[2J\u001b]0;title\u0007\u009b31m\u0007\u202e';
const EVIL = `e${SEQUENCES}vil`;

const variants = [EVIL, 'raises', 'renamed', 'hangs', 'fails', 'judging', 'summary'];

/** A demo with the sequences in every text that its author, or its program, can give; this variant comes first. */
const source = (first: string) => `
  import { defineDemo, log, SharedList, sleep } from 'pyconc';
  import { Lock, Thread } from 'pyconc/threading';
  const EVIL = ${JSON.stringify(EVIL)};
  const first = new Lock(EVIL);
  const second = new Lock(EVIL + '2');
  export function talks() { log(EVIL); console.log(EVIL); console.error(EVIL); }
  export function raises() { throw new Error(EVIL, { cause: new RangeError(EVIL) }); }
  export function renamed() { const error = new Error(EVIL); error.name = EVIL; throw error; }
  export function hangs(one, other) { one.acquire(); sleep(0.05); other.acquire(); }
  function start(target, ...args) {
    const thread = new Thread({ target, args, name: EVIL });
    thread.start();
    return thread;
  }
  export default defineDemo({
    name: EVIL, title: EVIL, topic: 'threads', about: { question: EVIL, cpython: EVIL + '\\n\\n' + EVIL },
    variants: ${JSON.stringify(Object.fromEntries([first, ...variants].map((name) => [name, EVIL])))},
    params: { [EVIL]: { default: EVIL, about: EVIL, choices: [EVIL, 'x'] } },
    main({ variant }) {
      switch (variant) {
        case 'raises': return void start(raises).join();
        case 'renamed': return void start(renamed).join();
        case 'hangs': return void [start(hangs, first, second), start(hangs, second, first)].map((each) => each.join());
        case 'fails': throw new Error(EVIL);
        default: start(talks).join();
      }
      return { [EVIL]: EVIL, list: [EVIL], error: new Error(EVIL).message };
    },
    summary(result, { variant }) {
      if (variant === 'summary') throw new Error(EVIL);
      return [{ head: [EVIL, 'b'], rows: [[EVIL, 1], [EVIL + '\\t', EVIL]] }];
    },
    outcomes: [
      { name: EVIL + '2', grade: 'interesting', because: EVIL, when: ({ variant }) => { if (variant === 'judging') throw new Error(EVIL); return false; } },
      { name: EVIL, grade: 'expected', because: EVIL, notice: EVIL, when: ({ reason, variant }) => reason === 'completed' },
    ],
  });`;
const path = file(directory, 'evil.mjs', source(EVIL));
/** One for each variant: a single run of the command has them all. */
const paths = variants.map((variant, i) => file(directory, `evil-${i}.mjs`, source(variant)));
const speed = ['--speed', 'max'];

// biome-ignore lint/suspicious/noControlCharactersInRegex: what acts on a terminal is what is looked for
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** The printed text without our own colours. */
function printed({ stdout = '', stderr = '' }: { stdout?: string; stderr?: string }): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `${stdout}\n${stderr}`.replace(/\u001b\[\d+m/g, '');
}

async function runsAndPrintsNothingThatActs(args: readonly string[]): Promise<string> {
  const text = await printsNothingThatActs(args);
  expect(text).not.toContain('could not be loaded');
  return text;
}

async function printsNothingThatActs(args: readonly string[]): Promise<string> {
  const text = printed(await pyconc(args));
  expect(text, 'it is all there').toMatch(/vil/);
  expect(text).not.toContain('a fault in pyconc');
  expect(ACTING.exec(text)?.[0], text).toBeUndefined();
  return text;
}

describe('text of an author or a program never acts on the terminal', () => {
  test.each([
    [[]],
    [['-q']],
    [['--view', 'lanes']],
    [['--trace', 'ops']],
    [['--trace', 'waits', '--color', 'always']],
    [['--format', 'json']],
    [['--format', 'ndjson']],
  ])('run %j', async (options) => {
    const text = await runsAndPrintsNothingThatActs(['run', ...paths, ...speed, ...options]);
    expect(text.match(/vil/g)?.length, 'of each variant').toBeGreaterThanOrEqual(variants.length);
  });

  test.each([
    [[]],
    [['-q']],
    [['--format', 'json']],
    [['--format', 'ndjson']],
    [['--format', 'csv']],
    [['--format', 'markdown']],
  ])('trials %j', async (options) => {
    const args = ['trials', path, '-n', '2', '--batches', '1', '--variant', `${EVIL},raises,renamed,hangs,judging`];
    await runsAndPrintsNothingThatActs([...args, ...options]);
  });

  test.each([
    [['show']],
    [['run', '--help']],
    [['trials', '--help']],
    [['run', '--variant', 'none']],
    [['run', '--param', 'none=1']],
    [['run', '--param', `${EVIL}=none`]],
    [['run', '--expect', 'none']],
  ])('%j', async ([verb = '', ...options]) => {
    await runsAndPrintsNothingThatActs([verb, path, ...options]);
  });

  test.each([
    ['throws', `throw new Error(${JSON.stringify(EVIL)});`],
    ['throws a value that is not an error', `throw ${JSON.stringify(EVIL)};`],
    ['leaves a promise', `Promise.reject(new Error(${JSON.stringify(EVIL)})); await new Promise(() => {});`],
    ['imports nothing', `await import(${JSON.stringify(EVIL)});`],
  ])('a file that %s', async (what, source) => {
    await printsNothingThatActs(['run', file(directory, `${what}.mjs`, source)]);
  });

  test('command-line arguments', async () => {
    for (const verb of ['run', 'show', 'trials', 'new', EVIL])
      await printsNothingThatActs([verb, `${EVIL}.vil`, `--${EVIL}`]);
    await printsNothingThatActs(['run', `${EVIL}.mjs`]);
    await printsNothingThatActs(['run', EVIL]);
  });
});
