/** The warning of a data race: who raced, what they held, and what is guarded in contrast. */
import type { ThreadRef } from '../../events/thread-label.js';
import type { DataRace, RacingAccess } from '../../events/warnings.js';
import type { ObjectAddress } from '../memory/address.js';
import { addressOf, idOf, kindName, nameOf } from '../objects/shared-object.js';
import type { Accounts } from '../tracing/accounts.js';
import { findGuarded } from '../tracing/guarded.js';
import type { LostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import { readRaceLogs } from '../tracing/race-log.js';

/**
 * A lost update is a race for certain: no lock that both threads held, and nothing else, kept one store out of the other's update.
 * Nothing less is taken for one, since threads may take turns by the number of a Value that they poll. Empty if the thread whose
 * store was lost is not certain, or not one of this process.
 */
export function raceWarnings(lostUpdate: LostUpdateOfRun | null | undefined, accounts: Accounts): DataRace[] {
  const stores = lostUpdate?.operations.slice(-2) ?? [];
  const accesses = stores.flatMap((store) => racingAccess(store, accounts) ?? []);
  if (!lostUpdate || accesses.length < 2) return [];
  const guarded = findGuarded(readRaceLogs().logs)
    .filter(({ value }) => idOf(value) !== lostUpdate.object)
    .map(({ value, by }) => ({ name: nameAt(value), by: nameAt(by) }));
  return [
    {
      code: 'data-race',
      kind: 'Value',
      name: lostUpdate.name,
      object: lostUpdate.object,
      accesses: accesses.toSorted((one, other) => one.ident - other.ident),
      ...(guarded.length > 0 && { guarded }),
    },
  ];
}

function racingAccess(
  { ident, held, at, source }: LostUpdateOfRun['operations'][number],
  accounts: Accounts,
): RacingAccess | undefined {
  const who: ThreadRef | undefined = accounts.of(ident)?.who;
  if (who === undefined) return undefined;
  return { ...who, ident, op: 'store', ...(held && { holding: held.map(nameAt) }), at, source };
}

function nameAt(object: ObjectAddress): string {
  return nameOf(object) ?? `<${kindName(object)} ${addressOf(object)}>`;
}
