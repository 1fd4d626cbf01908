/** Random and contradictory command lines, and what must hold of each. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { pyconc } from './pyconc.js';

const names = [
  ...['lock-race', 'deadlock', 'event', 'thread-create', 'with-statement', 'process-create'],
  ...[
    'all',
    'lock-rac',
    '',
    '.',
    './nothing.mjs',
    'package.json',
    '__proto__',
    'constructor',
    '中文',
    '-',
    '--',
    'a\nb',
    '\u001b[2J',
  ],
];
const numbers = [
  ...['0', '-0', '1', '2', '3', '-1', '1.5', '1e309', '-1e309', 'NaN', 'Infinity', '1e-320', '0x10', '1_000', '٣', ''],
  ...['2147483648', '4294967297', '9007199254740993', 'max', 'true', 'null'],
];
const params = ['count', 'coun', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'items', '=', 'count=1'];

const number = fc.constantFrom(...numbers);
const param = fc
  .tuple(fc.constantFrom(...params), fc.constantFrom('=', '', '=='), number)
  .map((parts) => parts.join(''));
const choice = fc.constantFrom(
  ...[
    'aligned',
    'free',
    'pretty',
    'json',
    'ndjson',
    'csv',
    'ops',
    'waits',
    'lanes',
    'both',
    'locked',
    'unlocked',
    'nope',
    '__proto__',
  ],
);
const value = fc.oneof(number, param, choice, fc.constantFrom(...names));
const withValue = fc.constantFrom(
  ...[
    '--variant',
    '--param',
    '--speed',
    '--start',
    '--seed',
    '--timeout',
    '--format',
    '--trace',
    '--view',
    '--expect',
    '--arena',
  ],
  ...[
    '-n',
    '--time',
    '--batches',
    '--max-rate',
    '--min-rate',
    '--min-overlap',
    '--stop-after',
    '--outcome',
    '--color',
    '-o',
  ],
);
const flag = fc.constantFrom(
  '--json',
  '-q',
  '--pause',
  '--step-log',
  '--ascii',
  '--help',
  '-h',
  '--version',
  '--python',
  '--nope',
  '-x',
);
const option = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(withValue, value) },
  { weight: 1, arbitrary: fc.tuple(withValue) },
  { weight: 1, arbitrary: fc.tuple(withValue, value).map(([name, text]) => [`${name}=${text}`]) },
  { weight: 2, arbitrary: fc.tuple(flag) },
  { weight: 1, arbitrary: fc.tuple(value) },
);

/** A verb, or none, followed by any words. Output files go nowhere. */
export const commandLine = fc
  .record({
    verb: fc.constantFrom('run', 'run', 'trials', 'show', 'list', 'help', 'nope', ''),
    demo: fc.constantFrom(...names),
    options: fc.array(option, { maxLength: 4 }),
  })
  .map(({ verb, demo, options }) => [verb, demo, ...options.flat()])
  .filter((words) => !words.includes('-o'));

/** Real milliseconds before a command is interrupted: some would run for ever. */
const PATIENCE = 4000;

/** An error is reported in words: no stack of ours, and no process that stays. */
export async function checkCommand(words: readonly string[]): Promise<void> {
  const child = pyconc(words);
  const timer = setTimeout(() => child.kill('SIGINT'), PATIENCE);
  const { stdout, stderr, exitCode, signal } = await child;
  clearTimeout(timer);
  const told = JSON.stringify({ words, exitCode, stderr: stderr.slice(0, 2000) });
  // On a busy machine the interrupt may come before Node's own start is over.
  expect([0, 1, 2, 3, 124, 130, 'SIGINT'], told).toContain(exitCode ?? signal);
  for (const text of [stdout, stderr]) {
    expect(text, told).not.toMatch(
      /fault in pyconc|^\s+at .*(dist|bin)\/|node:internal|\bundefined\b|\[object Object\]/m,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor is looked for
    expect(text, told).not.toMatch(/\u001b\[2J/);
  }
  if (exitCode === 2) expect(stderr, told).not.toBe('');
}
