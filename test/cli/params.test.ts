import { describe, expect, test } from 'vitest';
import { refusalFor } from '../../src/render/refusals.js';
import { readParams } from '../../src/session/params.js';
import { UserError } from '../../src/session/user-error.js';

const demo = {
  name: 'mine',
  params: {
    count: { default: 10, min: 1, max: 100, about: '' },
    pace: { default: 0.5, min: 0, about: '' },
    loud: { default: false, about: '' },
    word: { default: 'hello', about: '' },
    mode: { default: 'while', choices: ['while', 'if'], about: '' },
  },
};
const defaults = { count: 10, pace: 0.5, loud: false, word: 'hello', mode: 'while' };

describe('readParams', () => {
  test('returns the default of each parameter that is not set', async () => {
    expect(await readParams(demo)).toEqual(defaults);
    expect(await readParams({ name: 'bare' })).toEqual({});
  });

  test.each([
    ['count=20', { count: 20 }],
    ['count=1e2', { count: 100 }],
    ['count=1_0', { count: 10 }],
    ['pace=.25', { pace: 0.25 }],
    ['pace=0', { pace: 0 }],
    ['loud=true', { loud: true }],
    ['loud=False', { loud: false }],
    ['word=a=b', { word: 'a=b' }],
    ['word=', { word: '' }],
    ['mode=if', { mode: 'if' }],
  ])('reads %s as the type of the default', async (text, set) => {
    expect(await readParams(demo, [text])).toEqual({ ...defaults, ...set });
  });

  test.each([
    ['mode=whlie', 'Did you mean while?'],
    ['mode=IF', 'Did you mean if?'],
    ['loud=ture', 'Did you mean true?'],
    ['mode=until', undefined],
    ['loud=yes', undefined],
    ['word=hlelo', undefined],
  ])('suggests a correction of %s', async (text, hint) => {
    const error = await readParams(demo, [text]).catch((thrown) => thrown);
    expect(error instanceof UserError ? refusalFor(error.fault, 'pyconc')[1] : undefined).toBe(hint);
  });

  test.each([
    ['count', '--param takes name=value, not "count".'],
    ['count=101', 'parameter count takes a number from 1 to 100, not "101".'],
    ['count=0x10', 'parameter count takes a number, not "0x10".'],
    ['count=.', 'parameter count takes a number, not ".".'],
    ['pace=-1', 'parameter pace takes a number from 0, not "-1".'],
    ['loud=yes', 'parameter loud takes true or false, not "yes".'],
    ['mode=until', 'parameter mode takes one of while, if, not "until".'],
    ['cuont=1', 'mine has no parameter "cuont".'],
    ['toString=1', 'mine has no parameter "toString".'],
  ])('refuses %s', async (text, message) => {
    const error = await readParams(demo, [text]).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(refusalFor(error.fault, 'pyconc')[0]).toBe(message);
  });
});
