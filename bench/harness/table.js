/** The table that docs/bench.md shows. */
import { median, ratiosOf } from './compare.js';

/**
 * What pyconc is compared with, and what it should come to.
 *
 * @typedef {{ name: string, contender?: import('./compare.js').Contender, aim?: Aim }} Opponent
 * @typedef {{ timeAtMost: number } | { fasterAtLeast: number }} Aim as multiples of the opponent's
 */

export const HEAD = [
  '| What is done | pyconc takes | compared with | which takes | pyconc takes or is | aim |',
  '| --- | --: | --- | --: | --- | --- |',
].join('\n');

/**
 * @param {{ name: string, aside?: string }} benchmark
 * @param {import('./compare.js').Measured} ours
 * @param {Opponent} opponent
 * @param {import('./compare.js').Measured | undefined} theirs undefined where the opponent is not to be had
 */
export function row(benchmark, ours, opponent, theirs) {
  const cells =
    theirs === undefined
      ? ['not here', '', aimText(opponent.aim)]
      : [timeText(theirs, benchmark.aside), ...verdict(ratiosOf(ours, theirs), opponent.aim)];
  return `| ${[benchmark.name, timeText(ours, benchmark.aside), opponent.name, ...cells].join(' | ')} |`;
}

/** How much longer where it matters how close they are, and how much faster where it matters that they are not. */
function verdict(times, aim) {
  const speeds = times.map((time) => 1 / time);
  if (!aim) return [median(times) > 1 ? rangeText(times, LONGER) : rangeText(speeds, FASTER), ''];
  if ('timeAtMost' in aim) return [rangeText(times, LONGER), metText(median(times) <= aim.timeAtMost, aim)];
  return [rangeText(speeds, FASTER), metText(median(speeds) >= aim.fasterAtLeast, aim)];
}

const LONGER = 'as long';
const FASTER = 'as fast';

function metText(isMet, aim) {
  return `${aimText(aim)}: ${isMet ? 'met' : '**missed**'}`;
}

function aimText(aim) {
  if (!aim) return '';
  return 'timeAtMost' in aim ? `≤ ${aim.timeAtMost}× ${LONGER}` : `≥ ${aim.fasterAtLeast}× ${FASTER}`;
}

function rangeText(numbers, unit) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${short(median(numbers))}× ${unit} (${short(least)}–${short(most)})`;
}

function timeText({ seconds, asides }, aside) {
  const time = durationText(median(seconds));
  return asides.length === 0 ? time : `${time}; ${aside} ${Math.round(median(asides)).toLocaleString('en')}`;
}

function durationText(seconds) {
  if (seconds < 1e-6) return `${short(seconds * 1e9)} ns`;
  if (seconds < 1e-3) return `${short(seconds * 1e6)} µs`;
  return `${short(seconds * 1e3)} ms`;
}

/** Three digits: more would be noise. */
function short(number) {
  return String(Number(number.toPrecision(number < 10 ? 2 : 3)));
}
