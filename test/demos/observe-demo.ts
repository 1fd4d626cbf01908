/** A run of a built-in demo, as it is built, and all its events. */
import { type Demo, type Params, type RunOptions, run } from 'pyconc';
import type { Observed } from '../observe.js';

/** The type of a demo's module, for `observeDemo<typeof import('../../demos/event.js')>('event')`. */
export interface DemoModule {
  // biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters and any result
  readonly default: Demo<any, any>;
}

type ResultOf<M extends DemoModule> = M['default'] extends Demo<infer _P extends Params, infer R> ? R : never;

/** Every built-in demo with all its variants, and the outcomes that a sound pyconc may come to. */
export const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'thread-create': { '': ['in-order'] },
  'thread-naming': { '': ['named-as-in-python'] },
  'thread-subclass': { '': ['ticked'] },
  'lock-race': { both: ['updates-lost', 'lucky'], locked: ['correct'], unlocked: ['updates-lost', 'lucky'] },
  deadlock: { opposite: ['deadlocked'], ordered: ['correct'] },
  'rlock-box': { rlock: ['correct'], lock: ['self-deadlocked'], owner: ['refused'] },
  'semaphore-producer': { signal: ['delivered'], mutex: ['correct'] },
  'condition-buffer': {
    while: ['correct'],
    if: ['popped-empty'],
    notify: ['correct'],
    'notify-all': ['correct'],
  },
  event: { 'consumer-clears': ['all-taken'], 'as-written': ['events-lost'] },
  'with-statement': { '': ['all-released'] },
  'queue-consumers': { join: ['each-once'], shutdown: ['each-once'], 'as-written': ['never-ends'] },
  'process-create': { '': ['in-order'] },
  'process-naming': { '': ['named-as-in-python'] },
  'process-queue': { '': ['in-order'] },
  'process-race': { both: ['updates-lost', 'lucky'], locked: ['correct'], unlocked: ['updates-lost', 'lucky'] },
  'threads-vs-processes': { '': ['cheap-and-shared', 'shared-only'] },
};

/** Of the demos that can be explored: at the size for that, what some schedule comes to. No schedule comes to anything else. */
export const POSSIBLE: typeof EXPECTED = {
  ...Object.fromEntries(Object.entries(EXPECTED).filter(([name]) => !name.includes('process'))),
  deadlock: { opposite: ['deadlocked', 'lucky'], ordered: ['correct'] },
  'condition-buffer': {
    while: ['correct'],
    if: ['popped-empty', 'lucky'],
    notify: ['wrong-one-woken', 'lucky'],
    'notify-all': ['correct'],
  },
  event: { 'consumer-clears': ['all-taken'], 'as-written': ['events-lost', 'seen-twice', 'lucky'] },
};

/** The demos and variants of `EXPECTED`, each with its outcomes: rows for `test.each`. */
export const VARIANTS: readonly (readonly [demo: string, variant: string, outcomes: readonly string[]])[] =
  Object.entries(EXPECTED).flatMap(([demo, variants]) =>
    Object.entries(variants).map(([variant, outcomes]) => [demo, variant, outcomes] as const),
  );

export async function loadDemo<M extends DemoModule = DemoModule>(name: string): Promise<M['default']> {
  const { href } = new URL(`../../dist/demos/${name}.js`, import.meta.url);
  return ((await import(href)) as M).default;
}

const runs = new Map<string, Promise<Observed<unknown>>>();

/** One run for all tests of a variant in a test file: where each turn starts processes, a second run is expensive. */
export function observeOnce<M extends DemoModule = DemoModule>(
  name: string,
  variant = '',
): Promise<Observed<ResultOf<M>>> {
  const key = `${name} ${variant}`;
  const run = runs.get(key) ?? observeDemo<M>(name, { variant });
  runs.set(key, run);
  return run as Promise<Observed<ResultOf<M>>>;
}

/** Runs a demo, on the virtual clock unless told otherwise, and keeps its events. */
export async function observeDemo<M extends DemoModule = DemoModule>(
  name: string,
  { variant, ...options }: RunOptions = {},
): Promise<Observed<ResultOf<M>>> {
  const demo = await loadDemo<M>(name);
  const events: Observed<unknown>['events'][number][] = [];
  const result = await run(demo, {
    speed: 'max',
    timeout: 60,
    ...options,
    ...(variant && { variant }),
    onEvent: (event) => events.push(event),
  });
  const lines = events.filter((event) => event.type === 'log');
  return {
    ...result,
    events,
    logs: lines.map(({ text }) => text),
    said: lines.map(({ thread, text }) => `${thread}: ${text}`),
  };
}
