/**
 * The oracle of the search: plain enumeration of the same program. For each outcome, the interleavings of all classes that the
 * search has found must be as many as there are; and there must be one class for each schedule that it has run to its end.
 */
import fc from 'fast-check';
import type { Demo } from '../../src/session/demo.js';
import type { ThreadPlan } from '../programs/random-program.js';
import { buildInternals, programOf } from './internals.js';

/** Operations that programs are made of; those of the same family collide. */
const families = [
  ['increment', 'load', 'store'],
  ['acquire', 'release', 'tryAcquire', 'timedAcquire', 'locked', 'increment'],
  ['acquireAgain', 'releaseAgain', 'increment'],
  ['set', 'clear', 'isSet', 'await', 'timedAwait'],
  ['takePermit', 'tryPermit', 'givePermit', 'permits'],
  ['put', 'get', 'tryGet', 'timedGet', 'size', 'taskDone', 'joinQueue'],
  ['wait', 'timedWait', 'notify', 'notifyAll', 'increment'],
  ['append', 'pop', 'length'],
  ['meet', 'abort', 'arrived'],
  ['sleep', 'increment', 'set', 'await'],
] as const;

const operation = (family: readonly string[]) => fc.tuple(fc.constantFrom(...family), fc.nat({ max: 1 }));

/** Two or three threads whose operations are of one or two families. */
export const program: fc.Arbitrary<readonly ThreadPlan[]> = fc
  .tuple(fc.constantFrom(...families), fc.constantFrom(...families), fc.boolean())
  .chain(([first, second, areThree]) => {
    const operations = fc.array(operation([...first, ...second]), { minLength: 1, maxLength: areThree ? 2 : 4 });
    const plan = fc.record({ operations, daemon: fc.nat({ max: 7 }).map((n) => n === 0) });
    return fc.tuple(...Array.from({ length: areThree ? 3 : 2 }, () => plan));
  }) as fc.Arbitrary<readonly ThreadPlan[]>;

/** Interleavings beyond these are too many to be enumerated. */
const MOST = 3000;

export interface Comparison {
  /** Undefined if the program has too many interleavings. */
  readonly interleavings: number | undefined;
  readonly schedules: number;
  readonly classes: number;
  /** What differs; '' if nothing does. */
  readonly difference: string;
}

export async function oracle(): Promise<(plan: readonly ThreadPlan[]) => Promise<Comparison>> {
  const { carryOut } = await buildInternals();
  const demo: Demo = await programOf('random-program');
  return async (plan) => {
    const params = { program: JSON.stringify(plan) };
    const common = { params, variant: '', seed: 0, maxSchedules: MOST, until: Infinity, maxSteps: 200 };
    const plain = await carryOut(demo, { ...common, isPlain: true }, {});
    const { schedules, coverage } = plain.result;
    if (plain.lost) return { interleavings: 0, schedules: 0, classes: 0, difference: `plain: ${plain.lost}` };
    if (coverage !== 'bounded') return { interleavings: undefined, schedules: 0, classes: 0, difference: '' };
    const { result, lost } = await carryOut(demo, { ...common, maxSchedules: 10 * MOST }, {});
    const counts = (
      of: (each: (typeof result.outcomes)[number]) => number | bigint,
      outcomes: typeof result.outcomes,
    ) => Object.fromEntries(outcomes.map((each) => [each.name, Number(of(each))]).sort());
    const enumerated = counts(({ schedules: n }) => n, plain.result.outcomes);
    const counted = counts(({ interleavings }) => interleavings, result.outcomes);
    const problems = [...plain.result.problems, ...result.problems].map(({ code }) => code);
    const isSame = JSON.stringify(enumerated) === JSON.stringify(counted);
    const difference =
      isSame && lost === undefined && result.coverage === 'all' && problems.length === 0
        ? ''
        : JSON.stringify({ plan, enumerated, counted, lost, coverage: result.coverage, problems });
    return { interleavings: schedules, schedules: result.schedules, classes: result.classes ?? 0, difference };
  };
}
