/**
 * The oracle of the search: plain enumeration of the same program. For each outcome, the interleavings of all classes that the
 * search has found must be as many as there are; and there must be one class for each schedule that it has run to its end.
 */
import fc from 'fast-check';
import type { Demo } from '../../src/session/demo.js';
import type { Operation, ThreadPlan } from '../programs/random-program.js';
import { isSoak } from '../soaking.js';
import { buildInternals } from './internals.js';

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
  ['alive', 'mainAlive', 'increment', 'acquire'],
  ['isAlive', 'join', 'timedJoin', 'nameOf', 'rename', 'increment'],
  ['start', 'increment', 'load'],
] as const;

const operation = (family: readonly Operation[0][]): fc.Arbitrary<Operation> =>
  fc.tuple(fc.constantFrom(...family), fc.nat({ max: 1 }));

/** Two or three threads whose operations are of one or two families. MainThread, too, may do some of these before a start. */
export const program: fc.Arbitrary<readonly ThreadPlan[]> = fc
  .tuple(fc.constantFrom(...families), fc.constantFrom(...families), fc.boolean())
  .chain(([one, other, areThree]) => {
    const any = operation([...one, ...other]);
    const plan = fc.record({
      first: rarely(fc.array(any, { maxLength: 2 }), []),
      operations: fc.array(any, { minLength: 1, maxLength: areThree ? 2 : 4 }),
      daemon: rarely(fc.constant(true), false),
    });
    return fc.tuple(...Array.from({ length: areThree ? 3 : 2 }, () => plan));
  })
  .filter((plans) => !isNameLost(plans));

/**
 * Of a thread that has ended, other threads know the name only until another one is started in its place. That is a trait of
 * the package and not of Python, and no step.
 */
function isNameLost(plans: readonly ThreadPlan[]): boolean {
  const names = plans.flatMap(({ first, operations }) => [...first, ...operations].map(([name]) => name));
  return names.includes('nameOf') && (names.includes('start') || plans.some(({ first }) => first.length > 0));
}

function rarely<T>(arbitrary: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });
}

/** Interleavings beyond these are too many to be enumerated. */
const MOST = isSoak ? 3000 : 400;

export interface OracleOptions {
  /**
   * True: compares which outcomes there are, and not how many interleavings each has. Where threads look at the table of threads,
   * the starts of MainThread make a difference, and are interleaved, too.
   */
  readonly isOfSets: boolean;
}

export interface Comparison {
  /** Undefined if the program has too many interleavings. */
  readonly interleavings: number | undefined;
  readonly schedules: number;
  readonly classes: number;
  /** Schedules that turned out to be of a class that was known. */
  readonly redundant: number;
  /** What differs; '' if nothing does. */
  readonly difference: string;
}

/**
 * Compares a program's outcomes as the search finds them with those that plain enumeration finds. To be called outside of tests,
 * as `buildInternals`.
 */
export async function oracle(): Promise<(plan: readonly ThreadPlan[], options: OracleOptions) => Promise<Comparison>> {
  const { carryOut, demoAt } = await buildInternals();
  const demo: Demo = await demoAt('programs/random-program');
  return async (plan, { isOfSets }) => {
    const params = { program: JSON.stringify(plan) };
    const common = { params, variant: '', seed: 0, maxSchedules: MOST, until: Infinity, maxSteps: 200, isBare: true };
    const all = isOfSets ? { preemptions: Infinity } : {};
    const plain = await carryOut(demo, { ...common, ...all, isPlain: true }, {});
    const { schedules, coverage } = plain.result;
    const none = { interleavings: 0, schedules: 0, classes: 0, redundant: 0 };
    if (plain.lost) return { ...none, difference: `plain: ${plain.lost}` };
    if (coverage !== 'bounded') return { ...none, interleavings: undefined, difference: '' };
    const { result, lost } = await carryOut(demo, { ...common, maxSchedules: 10 * MOST }, {});
    const counts = (
      of: (each: (typeof result.outcomes)[number]) => number | bigint,
      outcomes: typeof result.outcomes,
    ) => Object.fromEntries(outcomes.map((each) => [each.name, isOfSets ? 'possible' : Number(of(each))]).sort());
    const enumerated = counts(({ schedules: n }) => n, plain.result.outcomes);
    const counted = counts(({ interleavings }) => interleavings, result.outcomes);
    const problems = [...plain.result.problems, ...result.problems].map(({ code }) => code);
    const classes = result.classes ?? 0;
    const { redundant } = result;
    const isSame =
      JSON.stringify(enumerated) === JSON.stringify(counted) &&
      lost === undefined &&
      result.coverage === 'all' &&
      problems.length === 0 &&
      result.schedules === classes + redundant;
    const facts = { enumerated, counted, lost, coverage: result.coverage, problems, schedules: result.schedules };
    return {
      interleavings: schedules,
      schedules: result.schedules,
      classes,
      redundant,
      difference: isSame ? '' : JSON.stringify({ ...facts, classes, redundant }),
    };
  };
}
