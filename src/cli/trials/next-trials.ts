/** What to try after some trials: the question that the present ones leave open. */
import type { Demo } from '../../session/demo.js';
import { shellWord } from '../shell-word.js';
import type { PlannedTrials } from './plan-trials.js';

/** Words behind `pyconc`. */
export function nextTrials(word: string, { demo, rows }: PlannedTrials): string {
  const name = shellWord(word);
  const variants = Object.keys(demo.variants ?? {});
  const tried = new Set(rows.map(({ variant }) => variant));
  const [first] = rows;
  const chosen = first?.variant && first.variant !== variants[0] ? ` --variant ${[...tried].join(',')}` : '';
  if (!rows.some(({ start }) => start === 'aligned')) return `trials ${name}${chosen} --start aligned`;
  if (tried.size === 1 && variants.length > 1) return `trials ${name} --variant ${variants.join(',')}`;
  const scan = scanOf(demo);
  return scan === undefined ? `run ${name}` : `trials ${name}${chosen} --param ${scan}`;
}

/** Three values of the first parameter that is a number, within its bounds. */
export function scanOf({ params = {}, trials }: Demo): string | undefined {
  const found = Object.entries(params).find(([, { default: value, choices }]) => typeof value === 'number' && !choices);
  if (found === undefined) return undefined;
  const [name, { default: usual, min = -Infinity, max = Infinity }] = found;
  const value = Number((trials?.params as Record<string, unknown> | undefined)?.[name] ?? usual);
  const values = [value, value * 10, value * 100].filter((candidate) => candidate >= min && candidate <= max);
  return values.length < 2 || value === 0 ? undefined : `${name}=${values.join(',')}`;
}
