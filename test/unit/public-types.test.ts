/** The compiler's view of programs: `npm run types` fails here, the tests only hold the lines together. */
import { defineDemo, type FinishedRun, type OutcomeDefinition, run } from 'pyconc';
import { Process, type RLock as ProcessRLock } from 'pyconc/multiprocessing';
import type { LifoQueue, Queue } from 'pyconc/queue';
import { Thread, Timer } from 'pyconc/threading';
import { expect, expectTypeOf, test } from 'vitest';

function target(_count: number, _name: string, _options?: { loud: boolean }) {}

const demo = { name: 'd', title: '', topic: 'threads', about: { question: '' } } as const;

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

function optional(_count?: number) {}
function options(_options: { loud: boolean }) {}
async function later() {}

test('so are those of a process', () => {
  new Process({ target, args: [1, 'one'] });
  new Process({ target, args: [1, 'one'], kwargs: { loud: true } });
  // @ts-expect-error: text where the target takes a number
  new Process({ target, args: ['1', 'one'] });
});

test('the required parameters of a target must be given', () => {
  new Thread({ target: optional });
  new Process({ target: optional, name: 'p' });
  new Thread({ target: options, kwargs: { loud: true } });
  new Timer(1, optional);
  new Timer(1, options, null, { loud: true });
  new Thread();
  // @ts-expect-error: no arguments
  new Thread({ target });
  // @ts-expect-error: no arguments
  new Process({ target });
  // @ts-expect-error: no arguments
  new Timer(1, target);
  // @ts-expect-error: neither args nor kwargs
  new Thread({ target: options });
});

test('a subclass passes on any arguments', () => {
  class Ticker extends Thread {
    readonly ticks: number;
    constructor(ticks: number) {
      super({ name: 'ticker', daemon: true });
      this.ticks = ticks;
    }
  }
  expectTypeOf(new Ticker(1).ticks).toEqualTypeOf<number>();
});

test('an async function is neither a target nor a main', () => {
  // @ts-expect-error: async
  new Thread({ target: later });
  // @ts-expect-error: async
  new Process({ target: later });
  // @ts-expect-error: async
  new Timer(1, later);
  // @ts-expect-error: async
  expect(() => defineDemo({ ...demo, async main() {}, outcomes: [] })).toThrow(/async/);
  // @ts-expect-error: async
  const running = run(later);
  return expect(running).rejects.toThrow(/async/);
});

test('a constructor takes the arguments for its users, and no internal ones', () => {
  expectTypeOf<ConstructorParameters<typeof Queue>>().toEqualTypeOf<[maxsize?: number, name?: string]>();
  expectTypeOf<ConstructorParameters<typeof LifoQueue>>().toEqualTypeOf<[maxsize?: number, name?: string]>();
  expectTypeOf<ConstructorParameters<typeof ProcessRLock>>().toEqualTypeOf<[name?: string]>();
});

test('a demo’s parameters have the types of their defaults, wherever the demo gets them', () => {
  type Params = { readonly count: number; readonly name: string; readonly isLoud: boolean };
  const params = {
    count: { default: 1, about: '', choices: [1, 2] },
    name: { default: 'one', about: '' },
    isLoud: { default: false, about: '' },
  };
  defineDemo({
    ...demo,
    params,
    // A parameter given its value for trials, or for exploring, does not settle the types of all.
    trials: { params: { count: 2 } },
    explore: { params: { isLoud: true } },
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
        notice({ params, result }) {
          expectTypeOf(params).toEqualTypeOf<Params>();
          return `${result?.sum} of ${params.count}`;
        },
        when({ variant, params, result }) {
          expectTypeOf(variant).toEqualTypeOf<string>();
          expectTypeOf(params).toEqualTypeOf<Params>();
          return result?.sum === params.count;
        },
      },
    ],
  });
});

test('a notice is prose, or a function of the run', () => {
  const outcome = { name: 'any', grade: 'expected', because: '', when: () => true } as const;
  const notices: OutcomeDefinition<number>['notice'][] = [undefined, 'Look.', { en: 'Look.', zh: '看' }, () => 'Look.'];
  for (const notice of notices) defineDemo({ ...demo, main: () => 1, outcomes: [{ ...outcome, notice }] });
  // @ts-expect-error: a number
  expect(() => defineDemo({ ...demo, main: () => 1, outcomes: [{ ...outcome, notice: 5 }] })).toThrow(/notice/);
});

test('only an outcome for a timeout is asked about one', () => {
  const outcome = { name: 'any', grade: 'expected', because: '' } as const;
  defineDemo({
    ...demo,
    main: () => 1,
    outcomes: [
      {
        ...outcome,
        when({ reason }) {
          expectTypeOf(reason).toEqualTypeOf<'completed' | 'hung' | 'failed'>();
          return true;
        },
      },
      {
        ...outcome,
        onTimeout: true,
        when({ reason, result }) {
          expectTypeOf(reason).toEqualTypeOf<'completed' | 'hung' | 'failed' | 'timeout'>();
          expectTypeOf(result).toEqualTypeOf<number | undefined>();
          return reason === 'timeout';
        },
      },
    ],
  });
  const text = { ...outcome, onTimeout: 'yes', when: () => true } as const;
  // @ts-expect-error: text
  expect(() => defineDemo({ ...demo, main: () => 1, outcomes: [text] })).toThrow(/onTimeout/);
  const misspelt = { ...outcome, onTimeOut: true, when: () => true };
  expect(() => defineDemo({ ...demo, main: () => 1, outcomes: [misspelt] })).toThrow("Did you mean 'onTimeout'?");
});

test('the types of a run and of an outcome can be named by their result alone', () => {
  expectTypeOf<OutcomeDefinition<number>['when']>().parameter(0).toEqualTypeOf<FinishedRun<number>>();
});
