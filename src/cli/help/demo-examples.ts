/** Commands to try with a demo, derived from what it declares. Each can be pasted after the name of the command. */
import { messages } from '../../render/messages.js';
import { shellWord } from '../../render/shell-word.js';
import type { Demo, ParamDefinition } from '../../session/demo.js';
import { scanOf } from '../scan.js';
import type { Example } from './help.js';

/** Another variant, another parameter value, and trials. A demo that lacks one of these gets other commands instead. */
export function runExamples(word: string, { params = {}, variants = {}, topic }: Demo): Example[] {
  const run = `run ${shellWord(word)}`;
  const [, variant] = Object.keys(variants);
  const [param] = Object.entries<ParamDefinition>(params)
    .map(([name, definition]) => [name, anotherValue(definition)] as const)
    .filter(([, value]) => value !== undefined);
  const { examples } = messages;
  return firstThree(
    variant !== undefined && [`${run} --variant ${shellWord(variant)}`, examples.variant],
    param !== undefined && [`${run} --param ${shellWord(param.join('='))}`, examples.param],
    // The state that processes share cannot be reset between trials.
    topic === 'threads' && [`trials ${shellWord(word)} -n 100`, examples.trials],
    [`${run} --view lanes`, examples.lanes],
    [`show ${shellWord(word)}`, examples.show],
    [`${run} --json`, examples.json],
  );
}

/** Trials that compare several rows. */
export function trialsExamples(word: string, demo: Demo): Example[] {
  const trials = `trials ${shellWord(word)} -n 100`;
  const [first, second] = Object.keys(demo.variants ?? {});
  const scan = scanOf(demo);
  const { examples } = messages;
  return firstThree(
    second !== undefined && [`${trials} --variant ${shellWord(`${first},${second}`)}`, examples.variants],
    scan !== undefined && [`${trials} --param ${shellWord(scan)}`, examples.scan],
    [`${trials} --start aligned`, examples.aligned],
    [`trials ${shellWord(word)} --time 2`, examples.time],
    [`${trials} --json`, examples.json],
  );
}

/** Exploring that compares variants, or covers less. */
export function exploreExamples(word: string, { variants = {} }: Demo): Example[] {
  const explore = `explore ${shellWord(word)}`;
  const [first, second] = Object.keys(variants);
  const { examples } = messages;
  return firstThree(
    second !== undefined && [`${explore} --variant ${shellWord(`${first},${second}`)}`, examples.variants],
    [`${explore} --preemptions 1`, examples.bound],
    [`${explore} --json`, examples.json],
    [`${explore} -q`, examples.line],
  );
}

function firstThree(...examples: readonly (Example | false)[]): Example[] {
  return examples.filter((example) => example !== false).slice(0, 3);
}

/** A value that the parameter accepts, other than its default. */
function anotherValue({ default: usual, choices, min = -Infinity, max = Infinity }: ParamDefinition) {
  if (choices !== undefined) return choices.find((choice) => choice !== usual);
  if (typeof usual === 'boolean') return !usual;
  if (typeof usual !== 'number') return undefined;
  const isWhole = Number.isInteger(usual);
  return [usual / 10, usual * 2, usual / 2, usual + 1, usual - 1].find(
    (value) => value !== usual && value >= min && value <= max && Number.isInteger(value) === isWhole,
  );
}
