/** The rows of a verb that compares variants and scans a parameter. */
import { refusals } from '../render/refusals.js';
import type { Demo, Params } from '../session/demo.js';
import { readParams } from '../session/params.js';
import { UserError } from '../session/user-error.js';
import { refuseUndeclared } from './plan.js';

interface VariantAndParams {
  readonly variant: string | null;
  readonly params: Params;
}

/**
 * Each variant with each set of parameters; without a choice, the first variant. Raises UserError if the demo, with its
 * defaults for the verb, does not declare them.
 */
export async function variantsAndParams(
  demo: Demo,
  { variants, params }: { readonly variants: readonly string[]; readonly params: readonly string[] },
): Promise<VariantAndParams[]> {
  const declared = Object.keys(demo.variants ?? {});
  for (const variant of variants) await refuseUndeclared(demo, 'variant', variant, declared);
  const chosen = variants.length > 0 ? variants : [declared[0] ?? null];
  const scan = await readScan(demo, params);
  return chosen.flatMap((variant) => scan.map((set) => ({ variant, params: set })));
}

/** The sets of parameters: one set, or one per value of the parameter that is scanned. */
async function readScan(demo: Demo, given: readonly string[]): Promise<Params[]> {
  const sets = given.map((text) => {
    const [first = '', ...others] = text.split(',');
    return [...new Set([first, ...others.map((value) => withNameOf(text, value))])];
  });
  const scans = sets.filter(({ length }) => length > 1);
  if (scans.length > 1) {
    const names = scans.map(([text = '']) => text.slice(0, text.indexOf('=')));
    const one = given.find((text) => text.includes(','));
    throw UserError.inWords(...refusals.severalScans(names, one));
  }
  const count = Math.max(1, ...sets.map(({ length }) => length));
  const choices = Array.from({ length: count }, (_, at) => sets.map((values) => values[at] ?? values[0] ?? ''));
  return Promise.all(choices.map((choice) => readParams(demo, choice)));
}

function withNameOf(text: string, value: string): string {
  return `${text.slice(0, text.indexOf('=') + 1)}${value}`;
}
