import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import { hasTerminal, startOnTerminal } from './on-terminal.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();

/** Says that it is there, and blocks for ever; twice, because the code around it catches what it can. */
const forever = (marker: string) => `writeFileSync('${marker}', ''); try { for (;;); } finally { for (;;); }`;

/** The same, but leaves the core to others where a limit is long: the host stands still just as if it computed. */
const still = (marker: string) => {
  const wait = 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  return `writeFileSync('${marker}', ''); try { ${wait} } finally { ${wait} }`;
};

/** Demos whose code keeps the host busy, each with a file that it writes when it begins to. */
const places = {
  'a module that is imported': (marker: string) => demoSource('', { before: forever(marker) }),
  'a module that has waited a little': (marker: string) =>
    demoSource('', { before: `await new Promise((resolve) => setTimeout(resolve, 300)); ${forever(marker)}` }),
  'the condition of an outcome': (marker: string) =>
    demoSource('', {
      more: `outcomes: [{ name: 'x', grade: 'expected', because: '.', when() { ${forever(marker)} } }],`,
    }),
  result: (marker: string) => demoSource('', { more: `result() { ${forever(marker)} },` }),
  summary: (marker: string) => demoSource('return 1;', { more: `summary() { ${forever(marker)} },` }),
};
const stillPlaces = {
  'a module that is imported': (marker: string) => demoSource('', { before: still(marker) }),
  summary: (marker: string) => demoSource('return 1;', { more: `summary() { ${still(marker)} },` }),
};
type PlaceName = keyof typeof places;
const names = Object.keys(places) as PlaceName[];

function busy(name: PlaceName, about: string, sourceOf = places[name]) {
  const marker = `${directory}/${about}.begun`;
  const path = file(directory, `${about}.mjs`, sourceOf(marker));
  const begun = async () => {
    while (!existsSync(marker)) await pause(20);
    // The host counts as standing still only after a moment; a signal before that goes unnoticed.
    await pause(700);
  };
  return { path, begun };
}

describe.each(names)('the host is kept busy by %s', (name) => {
  // Each signal in half of the cases: the same handler is taken off in all.
  test.each([names.indexOf(name) % 2 === 0 ? 'SIGINT' : 'SIGTERM'] as const)('%s ends the process', async (signal) => {
    const { path, begun } = busy(name, `${name}-${signal}`);
    const run = pyconc(['run', path]);
    await begun();
    const since = performance.now();
    run.kill(signal);
    expect((await run).signal).toBe(signal);
    // Half of the time after which it would end anyway.
    expect(performance.now() - since).toBeLessThan(5000);
  });
});

describe('--timeout covers', () => {
  test.each(names.slice(0, 2))('%s', async (name) => {
    const { path } = busy(name, `${name}-timeout`);
    for (const verb of ['run', 'trials']) {
      const { stdout, stderr, exitCode } = await pyconc([verb, path, '--timeout', '1.5']);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      expect(stderr).toMatch(/^pyconc: .* was not loaded within 1.5 s: it computes for long, or .*\n {2}Put .*$/);
    }
  });

  test('the condition of an outcome', async () => {
    const { path } = busy('the condition of an outcome', 'when-timeout');
    const { stdout, exitCode } = await pyconc(['run', path, '--timeout', '2', '--json']);
    const [{ outcome }] = JSON.parse(stdout).runs;
    expect({ outcome, exitCode }).toEqual({
      exitCode: 1,
      outcome: {
        name: null,
        grade: 'forbidden',
        because: expect.stringMatching(
          /^The condition of outcome x failed: TimeoutError: .* took longer than [\d.]+ s\.$/,
        ),
      },
    });
  });

  test('result', async () => {
    const { path } = busy('result', 'result-timeout');
    const { stdout, exitCode } = await pyconc(['run', path, '--timeout', '2', '--json']);
    const [{ reason, error }] = JSON.parse(stdout).runs;
    expect({ reason, error, exitCode }).toMatchObject({
      reason: 'failed',
      error: { type: 'TimeoutError' },
      exitCode: 1,
    });
  });

  test('the condition of an outcome in a trial', async () => {
    const { path } = busy('the condition of an outcome', 'when-trials');
    const { stdout, exitCode } = await pyconc(['trials', path, '--timeout', '5', '-n', '1', '--json']);
    const [{ trials, outcomes }] = JSON.parse(stdout).rows;
    expect({ trials, undeclared: outcomes.at(-1), exitCode }).toMatchObject({
      trials: 1,
      undeclared: { name: null, count: 1 },
      exitCode: 1,
    });
  });
});

// These wait for ten seconds, both at once.
describe.concurrent('without a --timeout', () => {
  test.runIf(isSoak)('a summary that does not end is left out, and the rest is shown', async () => {
    const { path } = busy('summary', 'summary-left-out', stillPlaces.summary);
    const { stdout, stderr, exitCode } = await pyconc(['run', path]);
    expect(stderr).toBe('pyconc: the summary of mine cannot be shown: TimeoutError: it took longer than 10 s\n'.trim());
    expect(stdout).toContain('mine: done (expected)');
    expect(exitCode).toBe(0);
  });

  test('show, too, loads a file within a limit', async () => {
    const { path } = busy('a module that is imported', 'shown', stillPlaces['a module that is imported']);
    const { stderr, exitCode } = await pyconc(['show', path]);
    expect(stderr).toContain('was not loaded within 10 s');
    expect(exitCode).toBe(2);
  });
});

test.skipIf(!hasTerminal)('Ctrl-C works while keys are read, and the terminal is restored', async () => {
  const { path, begun } = busy('result', 'keys');
  const run = startOnTerminal(['run', path, '--step-log']);
  const since = performance.now();
  await begun();
  run.stdin?.write('\u0003');
  const { stdout, exitCode } = await run;
  expect(exitCode).toBe(130);
  expect(stdout).not.toContain('RAW');
  expect(stdout.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(stdout.lastIndexOf('\u001b[?25l'));
  expect(performance.now() - since).toBeLessThan(10_000);
});

test('changes that a file makes to the host while it is loaded are undone', async () => {
  const told = `${directory}/told`;
  const source = `
    process.on('exit', () => writeFileSync('${told}', [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')].join()));
    { const until = Date.now() + 1000; while (Date.now() < until); }
    ${demoSource('', { before: '' })}`;
  expect((await pyconc(['run', file(directory, 'slow.mjs', source)])).exitCode).toBe(0);
  expect(readFileSync(told, 'utf8')).toBe('1,1');
});
