import type { Demo } from '../session/demo.js';

/** Up to three values of the first numeric parameter, within its bounds: something to compare in trials. */
export function scanOf({ params = {}, trials }: Demo): string | undefined {
  const found = Object.entries(params).find(([, { default: value, choices }]) => typeof value === 'number' && !choices);
  if (found === undefined) return undefined;
  const [name, { default: usual, min = -Infinity, max = Infinity }] = found;
  const value = Number((trials?.params as Record<string, unknown> | undefined)?.[name] ?? usual);
  const values = [value, value * 10, value * 100].filter((candidate) => candidate >= min && candidate <= max);
  return values.length < 2 || value === 0 ? undefined : `${name}=${values.join(',')}`;
}
