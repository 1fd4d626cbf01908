/** Rates of trials that come in batches, with an interval that does not treat the trials of a batch as independent. */
import type { Batch, RateEstimate } from '../events/trials-report.js';

/** Quantile of the normal distribution for a 95 % interval. */
const Z = 1.959963984540054;

/**
 * Share of hits, with Wilson's interval on the effective number of trials, n / max(1, deff), and with Student's t instead of
 * the normal quantile, because the spread between batches is itself estimated from few of them.
 */
export function estimateRate(batches: readonly Batch[]): RateEstimate | undefined {
  const used = batches.filter(({ trials }) => trials > 0);
  const n = sum(used.map(({ trials }) => trials));
  if (n === 0) return undefined;
  const hits = sum(used.map((batch) => batch.hits));
  const rate = hits / n;
  if (used.length === 1) return { rate, interval: wilson(hits, n, n, Z), method: 'wilson', deff: null };
  const deff = designEffect(used, rate, n);
  const effective = n / Math.max(1, deff);
  return { rate, interval: wilson(hits, n, effective, studentT(used.length - 1)), method: 'wilson-batches', deff };
}

/** Wilson's score interval for `hits` of `n`, as if there had been `effective` trials. Exactly 0 and 1 at the ends. */
export function wilson(hits: number, n: number, effective: number, z: number = Z): [number, number] {
  const p = hits / n;
  const centre = (p + (z * z) / (2 * effective)) / (1 + (z * z) / effective);
  const half =
    (z / (1 + (z * z) / effective)) * Math.sqrt((p * (1 - p)) / effective + (z * z) / (4 * effective * effective));
  return [hits === 0 ? 0 : Math.max(0, centre - half), hits === n ? 1 : Math.min(1, centre + half)];
}

/** The rate that would still show no hit in 5 % of series of `n` trials ("rule of three"). */
export function upperBoundOfNone(n: number): number {
  return 1 - 0.05 ** (1 / n);
}

/** Difference of two rates, with Newcombe's interval, made from the two intervals. */
export function rateDifference(a: RateEstimate, b: RateEstimate): { difference: number; interval: [number, number] } {
  const difference = a.rate - b.rate;
  const below = Math.hypot(a.rate - a.interval[0], b.interval[1] - b.rate);
  const above = Math.hypot(a.interval[1] - a.rate, b.rate - b.interval[0]);
  return { difference, interval: [difference - below, difference + above] };
}

/** Variance between the batches' rates, relative to that of independent trials; batches of different size count by size. */
function designEffect(batches: readonly Batch[], rate: number, n: number): number {
  const expected = rate * (1 - rate);
  if (expected === 0) return 1;
  const spread = sum(batches.map(({ trials, hits }) => trials * (hits / trials - rate) ** 2)) / (batches.length - 1);
  return n === 0 ? 1 : spread / expected;
}

/** Quantile of Student's t for a 95 % interval. */
export function studentT(degrees: number): number {
  const tabulated = T_975[degrees - 1];
  if (tabulated !== undefined) return tabulated;
  // Cornish and Fisher's expansion around the normal quantile; beyond 30 degrees it is right to four decimals.
  return Z + (Z ** 3 + Z) / (4 * degrees) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * degrees ** 2);
}

const T_975 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
];

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
