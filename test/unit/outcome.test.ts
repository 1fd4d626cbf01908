import { expect, test } from 'vitest';
import type { ThreadRecord } from '../../src/events/facts.js';
import { type Demo, type DemoDefinition, demoModule, type OutcomeDefinition } from '../../src/session/demo.js';
import { examine, judge } from '../../src/session/outcome.js';

const outcome = (
  name: string,
  when: OutcomeDefinition<number>['when'],
  grade: OutcomeDefinition<number>['grade'] = 'expected',
) => ({
  name,
  grade,
  because: { en: `${name} because`, zh: '…' },
  when,
});

const demo = (...outcomes: DemoDefinition['outcomes'][number][]): Demo => ({
  name: 'd',
  title: '',
  topic: 'threads',
  about: { question: '' },
  main() {},
  outcomes,
  [demoModule]: undefined,
});

const run = (facts: Partial<Parameters<typeof judge>[1]> = {}): Parameters<typeof judge>[1] => ({
  variant: '',
  params: {},
  reason: 'completed' as const,
  threads: [],
  processes: [],
  lines: [],
  ...facts,
});

const failed: ThreadRecord = {
  name: 'Thread-1',
  ident: 2,
  process: 'MainProcess',
  daemon: false,
  started: 0,
  ended: 1,
  end: 'exception',
  error: { type: 'RangeError', message: 'too far', stack: '' },
};

test('the first outcome that matches is the run’s', () => {
  const declared = demo(
    outcome('hung', ({ reason }) => reason === 'hung', 'interesting'),
    outcome('zero', ({ result }) => result === 0),
    outcome('any', () => true, 'forbidden'),
  );
  expect(judge(declared, run({ reason: 'hung' }))).toEqual({
    name: 'hung',
    grade: 'interesting',
    because: 'hung because',
  });
  expect(judge(declared, run({ result: 0 }))?.name).toBe('zero');
  expect(judge(declared, run({ result: 1 }))?.grade).toBe('forbidden');
});

test.each(['timeout', 'interrupted'] as const)('a run that was cut short is not judged: %s', (reason) => {
  expect(judge(demo(outcome('any', () => true)), run({ reason }))).toBeNull();
});

test('a run that its timeout has stopped is for outcomes that say so', () => {
  const declared = demo(
    outcome('any', () => true),
    { ...outcome('never', () => false), onTimeout: true },
    {
      name: 'late',
      grade: 'interesting',
      because: 'It waits.',
      onTimeout: true,
      notice: ({ reason }) => `It ended by ${reason}.`,
      when: ({ reason }) => reason === 'timeout',
    },
  );
  const late = { name: 'late', grade: 'interesting', because: 'It waits.' };
  expect(judge(declared, run({ reason: 'timeout' }))).toEqual({ ...late, notice: 'It ended by timeout.' });
  expect(examine(declared, run({ reason: 'timeout' })).position).toBe(2);
  expect(judge(declared, run({ reason: 'interrupted' }))).toBeNull();
  expect(judge(declared, run())?.name).toBe('any');
  expect(judge(demo({ ...outcome('any', () => true), onTimeout: false }), run({ reason: 'timeout' }))).toBeNull();
});

test('an outcome of a timeout may be that of other runs, too', () => {
  const stuck = demo({ ...outcome('stuck', () => true), onTimeout: true });
  for (const reason of ['timeout', 'hung'] as const) expect(judge(stuck, run({ reason }))?.name).toBe('stuck');
});

test('a run that no outcome matches is forbidden, with the reason that can be seen', () => {
  const none = demo(outcome('never', () => false));
  const because = (facts: Parameters<typeof run>[0]) => judge(none, run(facts))?.because;
  expect(judge(none, run())).toEqual({
    name: null,
    grade: 'forbidden',
    because: 'No declared outcome matches this result.',
  });
  expect(because({ reason: 'hung' })).toMatch(/^It hung, /);
  expect(because({ reason: 'failed', threads: [failed] })).toMatch(/^Thread-1 ended with RangeError: too far, /);
});

test('an outcome can read the variant and the parameters that main was given', () => {
  const declared = demo(
    outcome('slow', ({ variant, params }) => variant === 'slow' && params.count === 3),
    outcome('any', () => true),
  );
  expect(judge(declared, run({ variant: 'slow', params: { count: 3 } }))?.name).toBe('slow');
  expect(judge(declared, run({ variant: 'slow', params: { count: 4 } }))?.name).toBe('any');
});

test('a failure outside all threads is reported, too', () => {
  const error = { type: 'TypeError', message: 'no such field', stack: '' };
  expect(judge(demo(outcome('never', () => false)), run({ reason: 'failed', error }))?.because).toBe(
    'It failed with TypeError: no such field, and no declared outcome says that it may.',
  );
});

test('facts of a run that are expensive are computed only for an outcome that reads them', () => {
  const silent = Object.defineProperty(run(), 'threads', {
    get: () => {
      throw new Error('nobody asked');
    },
  });
  expect(judge(demo(outcome('any', ({ reason }) => reason === 'completed')), silent)?.name).toBe('any');
});

test('a condition that fails is a forbidden outcome, not an error of pyconc', () => {
  const broken = demo(
    outcome('broken', ({ result }) => (result as unknown as { deep: { x: number } }).deep.x === 1),
    outcome('any', () => true),
  );
  expect(judge(broken, run())).toEqual({
    name: null,
    grade: 'forbidden',
    because: expect.stringMatching(
      /^The condition of outcome broken failed: TypeError: Cannot read properties of undefined/,
    ),
  });
});

test('a condition may throw anything', () => {
  const throwing = outcome('odd', () => {
    throw null;
  });
  expect(judge(demo(throwing), run())?.because).toBe('The condition of outcome odd failed: null: null.');
});

test('a notice comes with its outcome, as text or made of the run', () => {
  const any = outcome('any', () => true);
  expect(judge(demo(any), run())).not.toHaveProperty('notice');
  expect(judge(demo({ ...any, notice: { en: 'Look.', zh: '看' } }), run())?.notice).toBe('Look.');
  const byVariant = demo({ ...any, notice: ({ variant }) => (variant === 'slow' ? 'It took long.' : undefined) });
  expect(judge(byVariant, run({ variant: 'slow' }))?.notice).toBe('It took long.');
  expect(judge(byVariant, run())).not.toHaveProperty('notice');
  expect(judge(demo({ ...any, notice: 'Look.' }), run({ reason: 'timeout' }))).toBeNull();
});

test('a notice that fails is reported as the demo’s fault; where it is not read, it is not made', () => {
  const failing = demo({
    ...outcome('any', () => true),
    notice: () => {
      throw new RangeError('no number');
    },
  });
  expect(judge(failing, run())).toEqual({
    name: null,
    grade: 'forbidden',
    because: 'What outcome any says of the run failed: RangeError: no number.',
  });
  expect(examine(failing, run()).position).toBe(0);
});

test('each outcome has its own position, even if two have the same name; an undeclared one comes after the last', () => {
  const positions = demo(
    outcome('same', ({ variant }) => variant === 'a'),
    outcome('same', ({ variant }) => variant === 'b'),
  );
  const at = (variant: string) => examine(positions, run({ variant })).position;
  expect(['a', 'b', 'c'].map(at)).toEqual([0, 1, 2]);
});
