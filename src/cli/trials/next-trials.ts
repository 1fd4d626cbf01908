/** The trials to try next: those that answer what the present ones leave open. */

import { shellWord } from '../../render/shell-word.js';
import { scanOf } from '../scan.js';
import type { PlannedTrials } from './plan-trials.js';

/** The words after `pyconc`. */
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
