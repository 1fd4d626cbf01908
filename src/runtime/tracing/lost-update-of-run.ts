/** The first lost update of a run that was caught: of its threads' values, or of those that processes have in common. */
import type { ObjectAddress } from '../memory/address.js';
import { findKeyed } from '../memory/interned.js';
import { Control } from '../memory/map.js';
import { idOf, nameOf } from '../objects/shared-object.js';
import { placeOfSite } from '../source/place-of-site.js';
import { sourceLine } from '../source/source-line.js';
import { type FoundOperation, findLostUpdate } from './lost-update.js';
import { readRaceLogs } from './race-log.js';

/** A lost update of a value that processes have in common, with the value's id. */
export interface RemoteLostUpdate {
  readonly id: string;
  readonly operations: readonly FoundOperation[];
}

export interface LostUpdateOfRun {
  /** The value's id and name; the id is 0 if only another process has the value. */
  readonly object: number;
  readonly name: string | null;
  /** The operations as found, with the place of each in the source, and that line. */
  readonly operations: readonly (Omit<FoundOperation, 'site'> & {
    readonly at: string | null;
    readonly source: string | null;
  })[];
}

/**
 * `common` is the lost update of the values that processes have in common. Null for none, if several threads have stored to a
 * value.
 */
export function lostUpdateOfRun(common: RemoteLostUpdate | null | undefined): LostUpdateOfRun | null | undefined {
  const { logs, hasOthers } = readRaceLogs();
  const own = findLostUpdate(logs, hasOthers);
  if (own) return described(own.at, own.operations);
  if (common) {
    const { id, operations } = common;
    return described(findKeyed(Control.MODULES_TABLE, id) ?? findKeyed(Control.COMMON, id), operations);
  }
  return own === null || common === null ? null : undefined;
}

function described(at: ObjectAddress | undefined, operations: readonly FoundOperation[]): LostUpdateOfRun {
  return {
    object: at === undefined ? 0 : idOf(at),
    name: at === undefined ? null : nameOf(at),
    operations: operations.map(({ site, ...operation }) => {
      const place = site ? placeOfSite(site) : null;
      return { ...operation, at: place, source: place === null ? null : sourceLine(place) };
    }),
  };
}
