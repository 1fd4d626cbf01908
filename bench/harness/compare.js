/**
 * How contenders are measured: by turns, in many short rounds, so that what disturbs one disturbs them all. What is told is
 * the median of the ratios of rounds that followed each other: it travels from machine to machine, times do not.
 */

/**
 * What a round took: seconds per operation; and, where something else is worth knowing, that number.
 *
 * @typedef {number | { seconds: number, aside: number }} Round
 * @typedef {() => Round | Promise<Round>} Contender one round
 * @typedef {{ seconds: number[], asides: number[] }} Measured
 */

/** Rounds that nobody counts: what gets compiled, gets compiled then. */
const WARM_UP = 3;
const LEAST_ROUNDS = 7;
const MOST_ROUNDS = 40;

/**
 * @param {Contender[]} contenders
 * @param {number} limit seconds that the counted rounds may take, all together
 * @returns {Promise<Measured[]>} of each contender, its rounds
 */
export async function alternate(contenders, limit) {
  for (let i = 0; i < WARM_UP; i++) for (const contender of contenders) await contender();
  const measured = contenders.map(() => ({ seconds: [], asides: [] }));
  const end = performance.now() + limit * 1000;
  for (let i = 0; i < LEAST_ROUNDS || (i < MOST_ROUNDS && performance.now() < end); i++) {
    for (const [which, contender] of contenders.entries()) {
      const round = await contender();
      measured[which].seconds.push(round.seconds ?? round);
      if (round.aside !== undefined) measured[which].asides.push(round.aside);
    }
  }
  return measured;
}

/**
 * How many times as long the first took as the second, round by round.
 *
 * @param {Measured} ours
 * @param {Measured} theirs
 */
export function ratiosOf(ours, theirs) {
  return ours.seconds.map((seconds, round) => seconds / theirs.seconds[round]);
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
