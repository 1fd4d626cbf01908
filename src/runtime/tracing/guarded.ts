/** Values that threads change under a lock, as the race log shows it. */
import type { ObjectAddress } from '../memory/address.js';
import type { ThreadLog } from './race-log.js';

export interface GuardedValue {
  readonly value: ObjectAddress;
  readonly by: ObjectAddress;
}

/** The values that two threads or more have stored to, always with the same lock held, as far as that is logged. */
export function findGuarded(logs: readonly ThreadLog[]): GuardedValue[] {
  const stores = logs.flatMap(({ ident, operations }) =>
    operations.filter(({ op }) => op === 'store').map(({ at, held = [] }) => ({ ident, at, held })),
  );
  return [...new Set(stores.map(({ at }) => at))].flatMap((value) => {
    const own = stores.filter(({ at }) => at === value);
    const areSeveral = own.some(({ ident }) => ident !== own[0]?.ident);
    const by = own[0]?.held.find((lock) => own.every(({ held }) => held.includes(lock)));
    return areSeveral && by !== undefined ? [{ value, by }] : [];
  });
}
