/** Programs that try any sequence of operations: on the real object and on a model, by one thread and by two at once. */
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { random, Value } from 'pyconc';
import { Queue, SimpleQueue } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';
import {
  carryOut,
  listModel,
  type Operation,
  type Order,
  queueAsSubject,
  queueModel,
  realList,
  realQueue,
  type Subject,
} from './models.js';

const number = fc.integer({ min: -5, max: 5 });
const item = fc.oneof(
  number,
  fc.string({ maxLength: 5 }),
  fc.constant(null),
  fc.record({ a: number }, { noNullPrototype: true }),
);
/** Excludes minus zero, which equals zero and looks different. */
const priority = fc.oneof(number, fc.double({ noNaN: true, min: -2, max: 2 })).map((each) => each + 0);
const tuple = fc.array(number, { maxLength: 3 });

function operation(name: string, argument: fc.Arbitrary<unknown> = fc.constant(undefined)): fc.Arbitrary<Operation> {
  return argument.map((value) => [name, value] as const);
}

function queueOperations(items: fc.Arbitrary<unknown>): fc.Arbitrary<Operation> {
  return fc.oneof(
    { weight: 40, arbitrary: operation('put', items) },
    { weight: 30, arbitrary: operation('get') },
    { weight: 15, arbitrary: operation('taskDone') },
    { weight: 5, arbitrary: operation('limit', fc.integer({ min: -1, max: 4 })) },
    {
      weight: 5,
      arbitrary: fc.constantFrom<Operation>(['qsize'], ['empty'], ['full'], ['unfinished'], ['isShutdown']),
    },
    { weight: 1, arbitrary: operation('shutdown', fc.boolean()) },
  );
}

const listOperations = fc.oneof(
  { weight: 30, arbitrary: operation('append', item) },
  { weight: 15, arbitrary: operation('pop', fc.option(fc.integer({ min: -4, max: 4 }), { nil: undefined })) },
  { weight: 10, arbitrary: operation('at', fc.integer({ min: -4, max: 4 })) },
  { weight: 5, arbitrary: fc.constantFrom<Operation>(['length'], ['toArray']) },
  { weight: 1, arbitrary: operation('clear') },
);

/** fast-check draws from the seed of the run. */
function drawSeed(): number {
  return Math.floor(random() * 2 ** 31);
}

/** The properties that are compared after each step. */
const facts = ['qsize', 'empty', 'full', 'unfinished', 'isShutdown', 'length', 'toArray'];

function agree(real: Subject, model: Subject, operations: readonly Operation[]): boolean {
  const common = facts.filter((name) => name in real && name in model);
  return operations.every((each) => {
    if (!(each[0] in real)) return true;
    const isSame = isDeepStrictEqual(carryOut(real, each), carryOut(model, each));
    return isSame && common.every((name) => isDeepStrictEqual(carryOut(real, [name]), carryOut(model, [name])));
  });
}

/** Throws with the smallest sequence that shows a difference. */
export function queuesAsModels() {
  const kinds: [Order, fc.Arbitrary<unknown>][] = [
    ['fifo', item],
    ['lifo', item],
    ['priority', priority],
    ['priority', tuple],
    ['simple', item],
  ];
  for (const [order, items] of kinds) {
    const sequence = fc.array(queueOperations(items), { maxLength: 60 });
    // A SimpleQueue has no limit.
    const maxsize = order === 'simple' ? fc.constant(0) : fc.integer({ min: -1, max: 4 });
    fc.assert(
      fc.property(maxsize, sequence, (most, operations) =>
        agree(realQueue(order, most), queueModel(order, most), operations),
      ),
      { numRuns: 300, seed: drawSeed() },
    );
  }
  return kinds.length;
}

export function listAsModel() {
  fc.assert(
    fc.property(fc.array(listOperations, { maxLength: 80 }), (operations) =>
      agree(realList(), listModel(), operations),
    ),
    { numRuns: 500, seed: drawSeed() },
  );
  return true;
}

/** Any value that can be cloned, alone and with others that refer to the same. */
export function anyItemAsClone() {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
    maxDepth: 3,
  });
  const texts = fc.string({ unit: 'binary', maxLength: 50 });
  const value = fc.oneof(
    { weight: 4, arbitrary: anything },
    { weight: 1, arbitrary: texts },
    { weight: 1, arbitrary: fc.dictionary(texts, fc.oneof(texts, fc.double(), fc.json())) },
    { weight: 1, arbitrary: anything.map((part) => [part, { again: part }, part]) },
  );
  const queue = new Queue<unknown>();
  fc.assert(
    fc.property(value, (each) => {
      queue.put(each);
      return isSame(queue.get(), structuredClone(each));
    }),
    { numRuns: 1500, seed: drawSeed() },
  );
  return queue.qsize();
}

/**
 * Node considers no two invalid dates equal; v8 writes both in the same bytes, and distinguishes arrays by their internal
 * form.
 */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other) || serialize(one).equals(serialize(other));
}

// ------------------------------------------------------------------------------------------------ two threads at once

/** A completed operation: when it began and ended, and what it returned. */
interface Done {
  readonly operation: Operation;
  readonly begin: bigint;
  readonly end: bigint;
  readonly answer: unknown;
}

/** How often the two have come to the start, which both leave awake. */
const arrivals = [new Value('i', 0), new Value('i', 0)] as const;

function perform(me: 0 | 1, queue: Queue<unknown>, operations: readonly Operation[]): Done[] {
  const subject = queueAsSubject(queue);
  arrivals[me].value += 1;
  const giveUp = performance.now() + 1;
  while (arrivals[0].value !== arrivals[1].value && performance.now() < giveUp);
  return operations.map((each) => {
    const begin = process.hrtime.bigint();
    const answer = carryOut(subject, each);
    return { operation: each, begin, end: process.hrtime.bigint(), answer };
  });
}

export function performForOther(scripts: SimpleQueue<unknown>, results: SimpleQueue<Done[]>) {
  for (;;) {
    const script = scripts.get() as [Queue<unknown>, Operation[]] | 'enough';
    if (script === 'enough') return;
    results.put(perform(1, ...script));
  }
}

/**
 * True if the history is linearizable: there is an order of all operations that keeps to each thread's own, and to
 * operations that ended before another began, in which the model returns what the queue did.
 */
function hasOrder(model: Subject & { clone(): Subject }, one: readonly Done[], other: readonly Done[]): boolean {
  const [first, second] = [one[0], other[0]];
  if (!first && !second) return true;
  const tryNext = (next: Done | undefined, rival: Done | undefined, rest: [readonly Done[], readonly Done[]]) => {
    if (!next || (rival && rival.end < next.begin)) return false;
    const after = model.clone() as typeof model;
    return isDeepStrictEqual(carryOut(after, next.operation), next.answer) && hasOrder(after, ...rest);
  };
  return tryNext(first, second, [one.slice(1), other]) || tryNext(second, first, [one, other.slice(1)]);
}

/** Two threads at once: their operations must be linearizable. Returns how often they met. */
export function twoThreadsAsOne() {
  const [scripts, results] = [new SimpleQueue<unknown>(), new SimpleQueue<Done[]>()];
  const helper = new Thread({ target: performForOther, args: [scripts, results] });
  helper.start();
  let mixed = 0;
  // Except for properties that read two numbers one after the other, or one that changes a moment after the others: in
  // Python, too, these are attributes that are read without the mutex.
  const atOnce = queueOperations(number).filter(([name]) => !['full', 'unfinished', 'isShutdown'].includes(name));
  const script = fc.array(atOnce, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), script, script, (maxsize, mine, theirs) => {
      const queue = new Queue<unknown>(maxsize);
      scripts.put([queue, theirs]);
      const one = perform(0, queue, mine);
      const other = results.get();
      if (areMixed(one, other)) mixed++;
      return hasOrder(queueModel('fifo', maxsize), one, other);
    }),
    { numRuns: 500, seed: drawSeed(), endOnFailure: true },
  );
  scripts.put('enough');
  helper.join();
  return mixed;
}

function areMixed(one: readonly Done[], other: readonly Done[]): boolean {
  return one.some((mine) => other.some((theirs) => mine.begin < theirs.end && theirs.begin < mine.end));
}

/** Invented histories: an item that was put is missing, or comes out twice; and one that is correct. */
export function judgeHistories() {
  const done = (operation: Operation, begin: number, answer: unknown): Done => ({
    operation,
    begin: BigInt(begin),
    end: BigInt(begin + 2),
    answer,
  });
  const model = () => queueModel('fifo', 0);
  const put = done(['put', 1], 0, null);
  return {
    lost: hasOrder(model(), [put], [done(['get'], 3, 'throws Empty')]),
    late: hasOrder(model(), [put], [done(['get'], 1, 'throws Empty')]),
    doubled: hasOrder(model(), [put, done(['get'], 5, 1)], [done(['get'], 5, 1)]),
  };
}
