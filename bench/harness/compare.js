/** How contenders are measured: by turns, in many short rounds, so that what disturbs one disturbs them all. */

/** Rounds that nobody counts: what is compiled, is compiled then. */
const WARM_UP = 3;
const LEAST_ROUNDS = 7;
const MOST_ROUNDS = 40;

/**
 * Seconds per operation of each contender, round by round.
 *
 * @param {(() => number | Promise<number>)[]} contenders
 * @param {number} seconds how long the counted rounds may take
 * @returns {Promise<number[][]>} of each contender, its rounds
 */
export async function alternate(contenders, seconds) {
  for (let i = 0; i < WARM_UP; i++) for (const contender of contenders) await contender();
  const rounds = contenders.map(() => []);
  const end = performance.now() + seconds * 1000;
  for (let i = 0; i < LEAST_ROUNDS || (i < MOST_ROUNDS && performance.now() < end); i++) {
    for (const [which, contender] of contenders.entries()) rounds[which].push(await contender());
  }
  return rounds;
}

/**
 * What is told of two contenders' rounds: the median, least and greatest of how many times as long the first took.
 *
 * @param {number[]} ours
 * @param {number[]} theirs
 */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((seconds, round) => seconds / theirs[round]);
  return { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) };
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
