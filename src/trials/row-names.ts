/** What the rows of a comparison or a scan are called among each other. */
import type { TrialsRow } from '../events/trials-report.js';

type Row = Pick<TrialsRow, 'variant' | 'params' | 'start'>;

/** What tells each from the others: the variant, the parameter or the start line that is not the same in all. '' for one alone. */
export function rowNames(rows: readonly Row[]): string[] {
  const parts = rows.map(({ variant, params, start }) => [
    variant ?? '',
    ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
    start,
  ]);
  const differs = (at: number) => new Set(parts.map((part) => part[at])).size > 1;
  return parts.map((part) => part.filter((_, at) => differs(at)).join(', '));
}

/** The row's name with that of its demo, for where nothing beside it says what it is. */
export function titleOf({ demo, variant, name }: Pick<TrialsRow, 'demo' | 'variant' | 'name'>): string {
  const own = name.split(', ').filter(Boolean);
  const facts = variant === null || own.includes(variant) ? own : [variant, ...own];
  return facts.length === 0 ? demo : `${demo} (${facts.join(', ')})`;
}
