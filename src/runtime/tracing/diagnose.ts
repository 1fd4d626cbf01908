/** From the sleepers of all processes to a diagnosis: which thread waits for which, and the cycle. */
import type { Diagnosis, WaitingThread } from '../../events/facts.js';
import { areOfSeveral, type ThreadRef, threadLabel } from '../../events/thread-label.js';
import type { Holder, ObjectState, PastOperations } from '../../events/waiting.js';
import { sourceLine } from '../source/source-line.js';
import type { AwaitedFacts } from './awaited.js';
import type { Sleeper } from './sleeper.js';

/** Which thread waits for what, held by which thread, and where. */
export function diagnose(sleepers: readonly Sleeper[]): Diagnosis {
  const several = areOfSeveral(sleepers);
  const label = (who: ThreadRef) => threadLabel(who, several);
  const named = (what: ThreadRef | string | null) => (what === null || typeof what === 'string' ? what : label(what));
  const waiting = sleepers.map((sleeper): WaitingThread => {
    const { waitsFor, object, heldBy, holder, state, history, ...rest } = sleeper;
    return {
      ...rest,
      object: named(object),
      heldBy: named(heldBy),
      source: lineAt(rest.at),
      ...(holder && { holder: holderNamed(holder, label) }),
      ...(state && { state: stateNamed(state, label) }),
      ...(history && { history: history.map((operation) => operationNamed(operation, label)) }),
    };
  });
  const cycle = findCycle(new Map(sleepers.map(({ ident, waitsFor }) => [ident, waitsFor])));
  if (!cycle) return { waiting };
  const names = new Map(waiting.map((each) => [each.ident, threadLabel(each, several)]));
  return { waiting, cycle: cycle.map((ident) => names.get(ident) as string) };
}

type Label = (who: ThreadRef) => string;

function holderNamed({ who, takenAt, ...rest }: NonNullable<AwaitedFacts['holder']>, label: Label): Holder {
  return { thread: label(who), ...rest, takenAt, source: lineAt(takenAt) };
}

function stateNamed(state: NonNullable<AwaitedFacts['state']>, label: Label): ObjectState {
  return state.kind === 'Barrier' ? { ...state, arrived: state.arrived.map(label) } : state;
}

function operationNamed(
  { who, at, woke, ...rest }: NonNullable<AwaitedFacts['history']>[number],
  label: Label,
): PastOperations {
  const woken = woke === undefined ? {} : { woke: woke && label(woke) };
  return { thread: label(who), ...rest, at, source: lineAt(at), ...woken };
}

function lineAt(place: string | null): string | null {
  return place === null ? null : sourceLine(place);
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
