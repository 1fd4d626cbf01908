import { expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();
const outcomes = (grade: string) =>
  `outcomes: [{ name: 'seen', grade: '${grade}', because: 'So it is.', when: () => true }, { name: 'other', grade: 'expected', because: 'x', when: () => false }],`;
const written = (name: string, main: string, more = '') => file(directory, `${name}.mjs`, demoSource(main, { more }));

const onTimeout = (grade: string) =>
  `outcomes: [{ name: 'late', grade: '${grade}', because: 'So it is.', onTimeout: true, when: ({ reason }) => reason === 'timeout' }],`;

const hang = 'const lock = new Lock(); lock.acquire(); lock.acquire();';
const cases: [cause: string, code: number, args: () => string[]][] = [
  ['an expected outcome', 0, () => [written('expected', 'return 1;', outcomes('expected'))]],
  ['an interesting outcome', 0, () => [written('interesting', 'return 1;', outcomes('interesting'))]],
  ['a hang that the demo declares', 0, () => [written('declared-hang', hang, outcomes('interesting'))]],
  ['a forbidden outcome', 1, () => [written('forbidden', 'return 1;', outcomes('forbidden'))]],
  ['a hang that it does not declare', 1, () => [written('hang', hang)]],
  ['an exception that it does not declare', 1, () => [written('throws', "throw new Error('no');")]],
  ['the outcome that was expected', 0, () => [written('met', '', outcomes('expected')), '--expect', 'seen']],
  ['another outcome than was expected', 3, () => [written('unmet', '', outcomes('expected')), '--expect', 'other']],
  [
    'a forbidden one, before an unexpected one',
    1,
    () => [written('worse', '', outcomes('forbidden')), '--expect', 'other'],
  ],
  ['a run that took too long', 124, () => [written('slow', 'sleep(60);'), '--timeout', '0.3']],
  [
    'too long, before all that is forbidden',
    124,
    () => [written('forbidden2', '', outcomes('forbidden')), written('slow2', 'sleep(60);'), '--timeout', '0.3'],
  ],
  [
    'a timeout that the demo declares',
    0,
    () => [written('late', 'sleep(60);', onTimeout('interesting')), '--timeout', '0.3'],
  ],
  ['a timeout that it forbids', 1, () => [written('late2', 'sleep(60);', onTimeout('forbidden')), '--timeout', '0.3']],
  ['a busy loop that took too long', 124, () => [written('busy', 'for (;;);'), '--timeout', '0.3']],
];

const others = [['-q'], ['--json'], ['--format', 'ndjson']];

/** The usual format, and another in turn: so each code is seen in all; 3, which has one cause only, at once. */
const formats = (at: number, code: number) => [
  [],
  ...others.filter((_, which) => isSoak || code === 3 || which === at % others.length),
];

test.each(cases.map(([cause, code, args], at) => [cause, code, formats(at, code), args] as const))(
  '%s: exit code %i, whatever the format',
  async (_, code, formats, args) => {
    const words = ['run', ...args()];
    for (const format of formats) {
      const { exitCode, stderr } = await pyconc([...words, ...format]);
      expect({ format, exitCode }).toEqual({ format, exitCode: code });
      expect(stderr).toBe(
        words.at(-1) === 'other' ? 'pyconc: mine was expected to end as other, and ended as seen.' : '',
      );
    }
  },
);

test('--timeout 0 is none', async () => {
  const path = written('brief', 'sleep(0.3);');
  expect((await pyconc(['run', path, '--timeout', '0'])).exitCode).toBe(0);
});

test('a run that took too long says so, and how far it came', async () => {
  const path = written('slow3', "log('begun'); sleep(600);");
  // As long as it takes to begin on this machine.
  let stdout = '';
  for (let timeout = 0.3; timeout < 30 && !stdout.includes('begun'); timeout *= 3) {
    ({ stdout } = await pyconc(['run', path, '--timeout', String(timeout)]));
  }
  expect(stdout).toContain('begun');
  expect(stdout).toContain('■ mine: timed out');
  expect(stdout).toContain('--timeout');
});
