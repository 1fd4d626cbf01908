/** The warnings of data races, from the logs of this process's threads. */
import type { ThreadRef } from '../../events/thread-label.js';
import type { DataRace, RacingAccess } from '../../events/warnings.js';
import type { ObjectAddress } from '../memory/address.js';
import { load } from '../memory/atomics.js';
import { Control } from '../memory/map.js';
import { addressOf, idOf, kindName, nameOf } from '../objects/shared-object.js';
import { placeOfSite } from '../source/place-of-site.js';
import { sourceLine } from '../source/source-line.js';
import type { Accounts } from '../tracing/accounts.js';
import { type FoundRace, findDataRaces, findGuarded, type RacingStore } from '../tracing/data-races.js';
import type { LostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import { readRaceLogs } from '../tracing/race-log.js';

/**
 * Only of the value whose lost update was caught: threads may also take turns by the number of a Value that they poll, and then
 * nothing is lost. Of a program with several processes nothing is said: what they send each other orders their threads, too.
 */
export function raceWarnings(accounts: Accounts, lostUpdate: LostUpdateOfRun | null | undefined): DataRace[] {
  if (!lostUpdate || load(Control.OTHERS) === 1) return [];
  const { logs } = readRaceLogs();
  const races = findDataRaces(logs).filter(({ object }) => idOf(object) === lostUpdate.object);
  if (races.length === 0) return [];
  const guarded = findGuarded(logs)
    .filter(({ object }) => !races.some((race) => race.object === object))
    .map(({ object, by }) => ({ name: nameAt(object), by: nameAt(by) }));
  return races.map((race, n) => ({ ...warning(race, accounts), ...(n === 0 && guarded.length > 0 && { guarded }) }));
}

function warning({ object, accesses }: FoundRace, accounts: Accounts): DataRace {
  return {
    code: 'data-race',
    kind: 'Value',
    name: nameOf(object),
    object: idOf(object),
    accesses: accesses
      .toSorted((one, other) => one.ident - other.ident)
      .map((access) => racingAccess(access, accounts)),
  };
}

function racingAccess({ ident, store: { site, held = [] } }: RacingStore, accounts: Accounts): RacingAccess {
  const who = accounts.of(ident)?.who ?? UNKNOWN;
  const at = site ? placeOfSite(site) : null;
  return { ...who, ident, op: 'store', holding: held.map(nameAt), at, source: at && sourceLine(at) };
}

/** A thread whose start is not known. */
const UNKNOWN: ThreadRef = { thread: '?', process: 'MainProcess' };

function nameAt(object: ObjectAddress): string {
  return nameOf(object) ?? `<${kindName(object)} ${addressOf(object)}>`;
}
