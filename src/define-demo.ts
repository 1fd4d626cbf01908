/** `defineDemo`: what a demo file exports by default. */
import { checkOptions, optionsOf } from './runtime/arguments/options.js';
import { evaluatedModule } from './runtime/objects/module-objects.js';
import { refuseAsync } from './runtime/threads/target.js';
import { type About, type Demo, type DemoDefinition, demoModule, type Params, type Prose } from './session/demo.js';

/** A `main` that is async would return before its work is done. */
type NotAsync<R> = R extends PromiseLike<unknown> ? { readonly main: 'main is not async' } : unknown;

/**
 * Checks a demo's definition and returns it. Throws TypeError that names a missing, unknown or wrong field, and for a
 * `main` that is async.
 *
 * @example
 * export default defineDemo({
 *   name: 'hello',
 *   title: 'One thread says hello',
 *   topic: 'threads',
 *   about: { question: 'What does a thread look like?' },
 *   main,
 *   outcomes: [{ name: 'said', grade: 'expected', because: 'It always does.', when: ({ reason }) => reason === 'completed' }],
 * });
 */
export function defineDemo<P extends Params = Params, R = unknown>(
  definition: DemoDefinition<P, R> & NotAsync<R>,
): Demo<P, R> {
  checkOptions(definition, DEMO);
  for (const field of ['name', 'title', 'topic', 'about', 'main', 'outcomes'] as const) {
    if (definition?.[field] === undefined) throw new TypeError(`defineDemo: \`${field}\` is missing`);
  }
  checkAbout(definition.about);
  if (typeof definition.main !== 'function') throw new TypeError('defineDemo: `main` must be a function');
  refuseAsync(definition.main);
  if (!Array.isArray(definition.outcomes)) throw new TypeError('defineDemo: `outcomes` must be a list');
  for (const param of Object.values(definition.params ?? {})) checkOptions(param, PARAM);
  for (const verb of ['trials', 'explore'] as const) checkOptions(definition[verb], OWN_DEFAULTS[verb]);
  for (const outcome of definition.outcomes) {
    checkOptions(outcome, OUTCOME);
    const { name, grade, notice, when, onTimeout } = outcome;
    if (typeof name !== 'string' || typeof when !== 'function') {
      throw new TypeError('defineDemo: each outcome needs a `name`, a `grade`, a `because` and a `when`');
    }
    if (!grades.includes(grade)) {
      throw new TypeError(`defineDemo: the grade of ${name} must be one of ${grades.join(', ')}, not ${String(grade)}`);
    }
    if (notice !== undefined && typeof notice !== 'function' && !isProse(notice)) {
      throw new TypeError(`defineDemo: the notice of ${name} must be text, or a function that makes it of a run`);
    }
    if (onTimeout !== undefined && typeof onTimeout !== 'boolean') {
      throw new TypeError(`defineDemo: onTimeout of ${name} must be true or false`);
    }
  }
  return Object.freeze({ ...definition, [demoModule]: evaluatedModule() });
}

const DEMO = optionsOf('defineDemo()', 'defineDemo({ name, title, … })', [
  ...['name', 'title', 'topic', 'about', 'params', 'variants', 'speed', 'trials', 'explore'],
  ...['main', 'result', 'summary', 'outcomes'],
]);
const ABOUT = optionsOf('`about` of defineDemo()', '{ question, cpython }', ['question', 'cpython']);
const PARAM = optionsOf('a parameter of defineDemo()', '{ default, about }', [
  'default',
  'about',
  'min',
  'max',
  'choices',
]);
/** Of the verbs for which a demo may have defaults of its own. */
const OWN_DEFAULTS = { trials: ownDefaultsOf('trials'), explore: ownDefaultsOf('explore') };
const OUTCOME = optionsOf('an outcome of defineDemo()', '{ name, grade, because, when }', [
  ...['name', 'grade', 'because', 'notice', 'onTimeout', 'when'],
]);

const grades: readonly string[] = ['expected', 'interesting', 'forbidden'];

function ownDefaultsOf(verb: string) {
  return optionsOf(`\`${verb}\` of defineDemo()`, '{ params }', ['params']);
}

function checkAbout(about: About): void {
  if (typeof about !== 'object') throw new TypeError('defineDemo: `about` is an object, { question, cpython }');
  checkOptions(about, ABOUT);
  const { question, cpython } = about;
  if (!isProse(question)) throw new TypeError('defineDemo: `about` needs a `question`, which is text');
  if (cpython !== undefined && !isProse(cpython)) throw new TypeError('defineDemo: `cpython` of `about` must be text');
}

function isProse(prose: unknown): prose is Prose {
  return typeof (prose as { en?: unknown } | null | undefined)?.en === 'string' || typeof prose === 'string';
}
