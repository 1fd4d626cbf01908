/** From the sleepers of all processes to a diagnosis: which thread waits for which, and the cycle. */
import type { Diagnosis, WaitingThread } from '../../events/facts.js';
import { areOfSeveral, type ThreadRef, threadLabel } from '../../events/thread-label.js';
import { sourceLine } from '../source/source-line.js';
import type { Sleeper } from './sleeper.js';

/** Which thread waits for what, held by which thread, and where. */
export function diagnose(sleepers: readonly Sleeper[]): Diagnosis {
  const several = areOfSeveral(sleepers);
  const named = (what: ThreadRef | string | null) =>
    what === null || typeof what === 'string' ? what : threadLabel(what, several);
  const waiting = sleepers.map(({ holder, object, heldBy, ...rest }): WaitingThread => {
    const source = rest.at === null ? null : sourceLine(rest.at);
    return { ...rest, object: named(object), heldBy: named(heldBy), source };
  });
  const cycle = findCycle(new Map(sleepers.map(({ ident, holder }) => [ident, holder])));
  if (!cycle) return { waiting };
  const names = new Map(waiting.map((each) => [each.ident, threadLabel(each, several)]));
  return { waiting, cycle: cycle.map((ident) => names.get(ident) as string) };
}

/** Idents of threads that wait for each other in a cycle. By ident, because threads may have the same name. */
export function findCycle(holders: ReadonlyMap<number, number>): number[] | undefined {
  for (const start of holders.keys()) {
    const path: number[] = [];
    for (let ident: number | undefined = start; ident && holders.has(ident); ident = holders.get(ident)) {
      if (path.includes(ident)) return path.slice(path.indexOf(ident));
      path.push(ident);
    }
  }
  return undefined;
}
