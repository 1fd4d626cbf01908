/** What the compiler makes of programs: `npm run types` is what fails here, the tests only hold the lines together. */
import { defineDemo, type FinishedRun, type OutcomeDefinition } from 'pyconc';
import { Thread, Timer } from 'pyconc/threading';
import { expectTypeOf, test } from 'vitest';

function target(_count: number, _name: string, _options?: { loud: boolean }) {}

const demo = { name: 'd', title: '', topic: 'threads', about: '' } as const;

test('the arguments of a thread are those of its target; the last may be its kwargs', () => {
  new Thread({ target, args: [1, 'one'] });
  new Thread({ target, args: [1, 'one', { loud: true }] });
  new Thread({ target, args: [1, 'one'], kwargs: { loud: true } });
  new Timer(1, target, [1, 'one'], { loud: true });
  // @ts-expect-error: text where the target takes a number
  new Thread({ target, args: ['1', 'one'] });
  // @ts-expect-error: one more than the target takes
  new Thread({ target, args: [1, 'one', { loud: true }, 2] });
  // @ts-expect-error: text where the function takes a number
  new Timer(1, target, ['1', 'one']);
});

test('a demo’s parameters have the types of their defaults, wherever the demo is told of them', () => {
  type Params = { readonly count: number; readonly name: string; readonly isLoud: boolean };
  const params = {
    count: { default: 1, about: '', choices: [1, 2] },
    name: { default: 'one', about: '' },
    isLoud: { default: false, about: '' },
  };
  defineDemo({
    ...demo,
    params,
    // A parameter given its value for trials does not settle the types of all.
    trials: { params: { count: 2 } },
    main(context) {
      expectTypeOf(context.params).toEqualTypeOf<Params>();
      expectTypeOf(context.variant).toEqualTypeOf<string>();
      return { sum: 1 };
    },
    summary(result, run) {
      expectTypeOf(result).toEqualTypeOf<{ sum: number }>();
      expectTypeOf(run.params).toEqualTypeOf<Params>();
      return [];
    },
    outcomes: [
      {
        name: 'any',
        grade: 'expected',
        because: '',
        when({ variant, params, result }) {
          expectTypeOf(variant).toEqualTypeOf<string>();
          expectTypeOf(params).toEqualTypeOf<Params>();
          return result?.sum === params.count;
        },
      },
    ],
  });
});

test('the types of a run and of an outcome can be named by their result alone', () => {
  expectTypeOf<OutcomeDefinition<number>['when']>().parameter(0).toEqualTypeOf<FinishedRun<number>>();
});
