/** A lost update as it is reported: with the names of the threads. */
import type { LostUpdate, LostUpdateOperation, ThreadRecord } from '../events/facts.js';
import type { LostUpdateOfRun } from '../runtime/tracing/lost-update-of-run.js';

export function describeLostUpdate(found: LostUpdateOfRun, threads: readonly ThreadRecord[]): LostUpdate {
  const { object, name, operations } = found;
  const last = operations.length - 1;
  const loser = operations[last]?.ident;
  return {
    kind: 'Value',
    name,
    object,
    operations: operations.map(({ ident, op, number, isAfterOthers, at, source }, n): LostUpdateOperation => {
      const who = threads.find((thread) => thread.ident === ident);
      return {
        thread: who?.name ?? null,
        ident: who?.ident ?? null,
        process: who?.process ?? null,
        op,
        value: number,
        ...(op === 'load' && ident === loser && { stale: true }),
        ...(n === last && { overwrote: operations[last - 1]?.number }),
        ...(isAfterOthers && { afterOthers: true }),
        at,
        source,
      };
    }),
  };
}
