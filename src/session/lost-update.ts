/** A lost update as it is told: with the names of the threads, and the lines of the source. */
import { readFileSync } from 'node:fs';
import type { LostUpdate, LostUpdateOperation, ThreadRecord } from '../events/run-event.js';
import type { LostUpdateOfRun } from '../runtime/lost-update-of-run.js';

export function describeLostUpdate(found: LostUpdateOfRun, threads: readonly ThreadRecord[]): LostUpdate {
  const { object, name, operations } = found;
  const last = operations.length - 1;
  const loser = operations[last]?.ident;
  return {
    kind: 'Value',
    name,
    object,
    operations: operations.map(({ ident, op, number, place, isAfterOthers }, n): LostUpdateOperation => {
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
        at: place,
        source: place === null ? null : sourceLine(place),
      };
    }),
  };
}

/** The line that a place is in; null if its file cannot be read, or has no such line. */
function sourceLine(place: string): string | null {
  const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(place) ?? [];
  try {
    return readFileSync(file, 'utf8').split('\n')[Number(line) - 1]?.trim() ?? null;
  } catch {
    return null;
  }
}
