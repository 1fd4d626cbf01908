import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checksumOf,
  formatSchedule,
  MOST_STEPS,
  namedInSchedule,
  parseSchedule,
  type ScheduleParts,
  THREAD_LETTERS,
} from '../../src/explore/schedule-string.js';
import { UserError } from '../../src/session/user-error.js';

const plain: ScheduleParts = {
  demo: 'lock-race',
  variant: null,
  params: {},
  seed: 0,
  letters: 'AABBBCCCCBAAA',
  check: 'k7',
};

describe('as text', () => {
  test.each<[Partial<ScheduleParts>, string]>([
    [{}, 'lock-race:A2B3C4BA3~k7'],
    [{ variant: 'unlocked', params: { count: 2 } }, 'lock-race:unlocked:count=2:A2B3C4BA3~k7'],
    [{ params: { count: 2, isLoud: true }, seed: 5 }, 'lock-race:count=2,isLoud=true,seed=5:A2B3C4BA3~k7'],
    [{ seed: 5, check: null, letters: 'Af' }, 'lock-race:seed=5:Af'],
    [{ params: { seed: 7 }, seed: 5 }, 'lock-race:%73eed=7,seed=5:A2B3C4BA3~k7'],
    [{ demo: './a=b.js' }, './a=b.js:A2B3C4BA3~k7'],
    [{ demo: './a:b.js' }, './a:b.js::A2B3C4BA3~k7'],
    [{ demo: 'C:\\demos\\x.js', variant: 'if' }, 'C:\\demos\\x.js:if:A2B3C4BA3~k7'],
    [{ demo: 'C:\\demos\\x.js' }, 'C:\\demos\\x.js:A2B3C4BA3~k7'],
    [{ params: { text: 'a:b, c=~%' } }, 'lock-race:text=a%3Ab%2C%20c%3D%7E%25:A2B3C4BA3~k7'],
  ])('%j', (given, text) => {
    const schedule = { ...plain, ...given };
    expect(formatSchedule(schedule)).toBe(text);
    expect(parseSchedule(text)).toEqual({ ...schedule, params: asTexts(schedule) });
  });

  test('whatever is in it, it is read as it was written', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    const schedules = fc.record({
      demo: fc.oneof(name, fc.constantFrom('lock-race', 'C:/x:y.js', 'C:\\x=y.js', './a=b:c=d.ts', '::', '=')),
      variant: fc.option(name),
      params: fc.dictionary(
        fc.oneof(name, fc.constantFrom('seed', 'count', '__proto__')),
        fc.oneof(name, fc.integer()),
      ),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      letters: fc
        .array(fc.tuple(fc.constantFrom(...THREAD_LETTERS), fc.integer({ min: 1, max: 12 })), { minLength: 1 })
        .map((runs) => runs.map(([letter, count]) => letter.repeat(count)).join('')),
      check: fc.option(fc.stringMatching(/^[0-9a-z]{2,7}$/)),
    });
    fc.assert(
      fc.property(schedules, (schedule) => {
        const read = parseSchedule(formatSchedule(schedule));
        expect(read).toEqual({ ...schedule, params: asTexts(schedule) });
      }),
      { numRuns: 500 },
    );
  });

  test('any text is read, or refused with a column that is in it or just behind it', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('lock-race', ':', 'count', '=', '2', 'A', 'f', '~', 'k7', ',', '%', '0', 'seed'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseSchedule(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const column = Number(/^schedule, column (\d+): expected .+; .+\.$/s.exec((error as Error).message)?.[1]);
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function asTexts({ params }: ScheduleParts) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

describe('a schedule that cannot be read', () => {
  test.each([
    ['lock-race', 1, 'a demo, a colon and the steps of its threads; there is no colon'],
    [':A2', 1, 'the name of a demo, or the path of its file; there is ":"'],
    ['lock-race:', 11, 'the letter of a thread, A to Z or a to f; it ends there'],
    ['lock-race:2A', 11, 'the letter of a thread, A to Z or a to f; there is "2"'],
    [
      'lock-race:A2g',
      13,
      'the letter of a thread, A to Z or a to f, a number of steps, or ~ and the checksum; there is "g"',
    ],
    ['lock-race:A2 B~k7', 13, 'the letter of a thread, A to Z or a to f, or a number of steps; there is " "'],
    ['lock-race:A0', 12, 'how many steps, from 1 on; there is "0"'],
    [`lock-race:A2B${MOST_STEPS}`, 14, `no more than ${MOST_STEPS} steps in all; there is "1"`],
    ['lock-race:A~', 13, 'a checksum of two characters or more; it ends there'],
    ['lock-race:A~k', 13, 'a checksum of two characters or more; there is "k"'],
    ['lock-race:A~kK', 14, 'a checksum of small letters and digits; there is "K"'],
    ['lock-race:=2:A', 11, 'a parameter, as name=value; there is "="'],
    ['lock-race:a=1,b:A', 15, 'a parameter, as name=value; there is "b"'],
    ['lock-race:a=1,a=2:A', 15, 'parameter a only once; there is "a"'],
    ['lock-race:seed=x:A', 16, 'a whole number from 0 to 4294967295; there is "x"'],
    ['lock-race:seed=1,seed=2:A', 18, 'one seed only; there is "s"'],
    ['lock-race:a=%zz:A', 13, 'after % the two digits of a character, as in %3A for a colon; there is "%"'],
  ])('%s', (text, column, expected) => {
    expect(() => parseSchedule(text)).toThrow(`schedule, column ${column}: expected ${expected}.`);
  });

  test('shows where, and of a long one no more than is about it', () => {
    expect(hintOf('lock-race:A2g')).toBe('lock-race:A2g\n              ^');
    const long = hintOf(`lock-race:${'AB'.repeat(40)}!${'AB'.repeat(40)}`);
    const [shown = '', mark = ''] = long.split('\n');
    expect(shown).toMatch(/^\.\.\.[AB]{40}![AB]{19}\.\.\.$/);
    expect(shown.indexOf('!')).toBe(mark.indexOf('^') - 2);
  });
});

function hintOf(text: string): string {
  try {
    parseSchedule(text);
  } catch (error) {
    if (error instanceof UserError && error.fault.is === 'in-words') return error.fault.hint ?? '';
  }
  return '';
}

test('a schedule names what `run` would not choose', () => {
  const demo = {
    params: { count: { default: 100, about: '' }, size: { default: 1, about: '' } },
    variants: { both: '', locked: '' },
  };
  expect(namedInSchedule(demo, 'both', { count: 100, size: 1 })).toEqual({ variant: null, params: {} });
  expect(namedInSchedule(demo, 'locked', { count: 2, size: 1 })).toEqual({ variant: 'locked', params: { count: 2 } });
  expect(namedInSchedule({}, null, {})).toEqual({ variant: null, params: {} });
});

describe('the checksum', () => {
  test('is of letters and digits, and never differs for the same', () => {
    expect(checksumOf([])).toMatch(/^[0-9a-z]{4}$/);
    expect(checksumOf(['A load x', 'B store x'])).toBe('4uvi');
  });

  test('differs for another text, another order, and another division', () => {
    const sets = [[], [''], ['a', 'b'], ['b', 'a'], ['ab'], ['a', 'b', ''], ['A load x'], ['A load y'], ['B load x']];
    expect(new Set(sets.map(checksumOf)).size).toBe(sets.length);
  });

  test('is spread over all that it can be', () => {
    const checks = Array.from({ length: 2000 }, (_, at) => checksumOf([`A load ${at}`]));
    expect(new Set(checks).size).toBeGreaterThan(1990);
    expect(new Set(checks.map((check) => check[0])).size).toBe(36);
  });
});
