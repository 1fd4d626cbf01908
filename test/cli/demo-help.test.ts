/** `pyconc run <demo> --help`: one screen with commands to type. */
import { describe, expect, test } from 'vitest';
import { exploreExamples, runExamples, trialsExamples } from '../../src/cli/help/demo-examples.js';
import type { Demo } from '../../src/session/demo.js';
import { examplesIn, expectToWork } from './examples.js';
import { demoNames, demoSource, file, folder, pyconc, widest } from './pyconc.js';

const directory = folder();
const demos = await demoNames();
const helps = new Map<string, string>();
for (const demo of demos) {
  const pages = ['run', 'trials', 'explore'].map(
    async (verb) => [verb, (await pyconc([verb, demo, '--help'])).stdout] as const,
  );
  for (const [verb, text] of await Promise.all(pages)) helps.set(`${verb} ${demo}`, text);
}

describe.each([...helps])('the help of `%s`', (words, text) => {
  test('fits on a screen, with room for the next command', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(23);
    expect(widest(text)).toBeLessThanOrEqual(80);
  });

  test('has three examples, and says where the options are', () => {
    expect(examplesIn(text)).toHaveLength(3);
    expect(text).toMatch(new RegExp(`^\`npx pyconc ${words.split(' ')[0]} --help\` shows all options\\.$`, 'm'));
  });
});

describe('the commands that it shows work', () => {
  // The soak runs those of all demos, and those of `trials`, which try hundreds of times.
  const examples = examplesIn(...['lock-race', 'process-queue'].map((demo) => helps.get(`run ${demo}`) ?? ''));
  test.each(examples.filter((words) => !words.startsWith('trials ')))('%s', async (words) => {
    await expectToWork(words, directory);
  });
});

describe("of a user's own demo", () => {
  const parameters = `{ on: { default: false, about: 'o' }, size: { default: 5, min: 5, max: 6, about: 's' } }`;
  const more = `params: ${parameters}, variants: { 'a one': 'first', 'b two': 'second' },`;
  const path = file(directory, 'own demo.mjs', demoSource('', { more }));

  test('the path in a command is quoted for the shell', async () => {
    const { stdout } = await pyconc(['run', path, '--help'], { env: { COLUMNS: '300' } });
    expect(stdout).toContain(`npx pyconc run '${path}' --variant 'b two'`);
    expect(stdout).toContain(`npx pyconc run '${path}' --param on=true`);
  });

  test('several demos are shown one after the other', async () => {
    const { stdout } = await pyconc(['run', 'deadlock', path, '--help']);
    expect(stdout.indexOf('mine: A demo of a test')).toBeGreaterThan(stdout.indexOf('deadlock: '));
    expect(stdout.match(/shows all options/g)).toHaveLength(1);
  });
});

describe('the suggested value of a parameter is one that it accepts', () => {
  const base = {
    name: 'mine',
    title: 't',
    topic: 'threads',
    about: { question: 'a' },
    main() {},
    outcomes: [],
  } as unknown as Demo;
  test.each([
    [{ default: 100, about: '' }, 'x=10'],
    [{ default: 7, about: '' }, 'x=14'],
    [{ default: 5, min: 5, max: 6, about: '' }, 'x=6'],
    [{ default: 0.5, min: 0.1, max: 0.9, about: '' }, 'x=0.25'],
    [{ default: true, about: '' }, 'x=false'],
    [{ default: 'red', choices: ['red', 'green'], about: '' }, 'x=green'],
    [{ default: 1, min: 1, max: 1, about: '' }, undefined],
    [{ default: 'any text', about: '' }, undefined],
  ])('%j: %s', (definition, value) => {
    const lines = runExamples('mine', { ...base, params: { x: definition } }).map(([words]) => words);
    expect(lines.find((words) => words.includes('--param'))).toBe(value && `run mine --param ${value}`);
  });

  test('without anything to compare, it suggests other commands', () => {
    expect(trialsExamples('mine', base)).toHaveLength(3);
    expect(runExamples('mine', base)).toHaveLength(3);
    expect(exploreExamples('mine', base)).toHaveLength(3);
  });
});
