/** How the rows of a comparison or a scan are named among each other. */
import type { ParamValue, StartLine } from '../events/facts.js';

interface Row {
  readonly variant: string | null;
  readonly params: { readonly [name: string]: ParamValue };
  /** If rows can differ in it. */
  readonly start?: StartLine;
}

/** What distinguishes each row: the variant, parameters or start line that are not the same in all. '' for a single row. */
export function rowNames(rows: readonly Row[]): string[] {
  const parts = rows.map(({ variant, params, start = '' }) => [
    variant ?? '',
    ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
    start,
  ]);
  const differs = (index: number) => new Set(parts.map((part) => part[index])).size > 1;
  return parts.map((part) => part.filter((_, index) => differs(index)).join(', '));
}

interface NamedRow {
  readonly demo: string;
  readonly variant: string | null;
  readonly name: string;
}

/** The row's name with its demo's, for where nothing beside it identifies the row. */
export function titleOf({ demo, variant, name }: NamedRow): string {
  const own = name.split(', ').filter(Boolean);
  const facts = variant === null || own.includes(variant) ? own : [variant, ...own];
  return facts.length === 0 ? demo : `${demo} (${facts.join(', ')})`;
}
