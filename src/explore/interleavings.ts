/** How many interleavings a class stands for: the linear extensions of what happens before what. */
import type { Taken } from './execution.js';
import type { Clocks } from './happens-before.js';

/** Points of the count that a class may have; beyond that it is not counted. */
const MOST_POINTS = 200_000;

/** The number of interleavings of the steps that count; undefined if there are too many points to count them. */
export function countInterleavings(steps: readonly Taken[], clocks: Clocks, threads: number): bigint | undefined {
  const needs = visibleNeeds(steps, clocks, threads);
  const lengths = needs.map((of) => of.length);
  // Steps of each thread that lie behind, as one number.
  const radix: number[] = [];
  let points = 1;
  for (const length of lengths) {
    radix.push(points);
    points *= length + 1;
  }
  if (!Number.isSafeInteger(points)) return undefined;
  let frontier = new Map<number, { readonly taken: Int32Array; ways: number | bigint }>([
    [0, { taken: new Int32Array(threads), ways: 1 }],
  ]);
  let visited = 0;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  for (let n = 0; n < total; n++) {
    const next: typeof frontier = new Map();
    for (const [key, { taken, ways }] of frontier) {
      if (++visited > MOST_POINTS) return undefined;
      for (let p = 0; p < threads; p++) {
        const need = needs[p]?.[taken[p] as number];
        if (need === undefined || !isMet(need, taken)) continue;
        const to = key + (radix[p] as number);
        const known = next.get(to);
        if (known) known.ways = sum(known.ways, ways);
        else {
          const moved = taken.slice();
          moved[p] = (moved[p] as number) + 1;
          next.set(to, { taken: moved, ways });
        }
      }
    }
    frontier = next;
  }
  const [last] = frontier.values();
  return BigInt(last?.ways ?? 0);
}

/** In doubles as long as they are exact. */
function sum(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') {
    const both = a + b;
    if (Number.isSafeInteger(both)) return both;
  }
  return BigInt(a) + BigInt(b);
}

function isMet(need: Int32Array, taken: Int32Array): boolean {
  for (let q = 0; q < need.length; q++) if ((taken[q] as number) < (need[q] as number)) return false;
  return true;
}

/** For each thread and each of its counted steps: how many counted steps of each other thread must lie behind. */
function visibleNeeds(steps: readonly Taken[], clocks: Clocks, threads: number): Int32Array[][] {
  // For each thread: how many of its first n steps are counted.
  const counted: number[][] = Array.from({ length: threads }, () => [0]);
  for (const { thread, isCounted } of steps) {
    const of = counted[thread] as number[];
    of.push((of.at(-1) as number) + (isCounted ? 1 : 0));
  }
  const needs: Int32Array[][] = Array.from({ length: threads }, () => []);
  for (const [j, { thread, isCounted }] of steps.entries()) {
    if (!isCounted) continue;
    const need = Int32Array.from(clocks.of[j] as Int32Array, (seen, q) =>
      q === thread ? 0 : ((counted[q] as number[])[seen] as number),
    );
    needs[thread]?.push(need);
  }
  return needs;
}
