/** What to explore next: what the present rows leave open. */
import { shellWord } from '../../render/shell-word.js';
import type { PlannedExploring } from './plan-explore.js';

/** The words after `pyconc`. */
export function nextExplore(word: string, { demo, rows }: PlannedExploring): string {
  const name = shellWord(word);
  const variants = Object.keys(demo.variants ?? {});
  const chosen = new Set(rows.map(({ variant }) => variant));
  if (chosen.size === 1 && variants.length > 1) {
    return `explore ${name} --variant ${shellWord(variants.join(','))}`;
  }
  return `trials ${name}${chosen.size > 1 ? ` --variant ${shellWord([...chosen].join(','))}` : ''}`;
}
