/** A process as Python's repr shows it. */
import { constants } from 'node:os';
import { processFacts } from '../runtime/kernel/identity.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { AT, nameOf, type SharedObject } from '../runtime/objects/shared-object.js';
import * as records from '../runtime/processes/client/process-records.js';

/** Python has classes of their own for those that were not made by the caller's process. */
export function typeOf(object: SharedObject): string {
  const role = records.roleOf(object[AT]);
  if (role === records.Role.PARENT) return '_ParentProcess';
  return role === records.Role.SELF && processFacts().number === 0 ? '_MainProcess' : object.constructor.name;
}

export function describe(at: ObjectAddress): string {
  if (records.roleOf(at) === records.Role.PARENT) return `name='${nameOf(at)}' parent=None unknown`;
  const isClosed = records.isClosed(at);
  const pid = isClosed ? undefined : records.pidOf(at);
  const exitcode = records.exitcodeOf(at);
  const isSelf = records.roleOf(at) === records.Role.SELF;
  const parent = isSelf ? (processFacts().parent?.pid ?? 'None') : process.pid;
  const state = isClosed
    ? 'closed'
    : exitcode !== undefined
      ? `stopped exitcode=${exitcode < 0 ? `-${signalName(-exitcode)}` : exitcode}`
      : pid === undefined
        ? 'initial'
        : 'started';
  return [
    `name='${nameOf(at)}'`,
    ...(isSelf || pid === undefined ? [] : [`pid=${pid}`]),
    `parent=${parent}`,
    state,
    ...(records.isDaemon(at) ? ['daemon'] : []),
  ].join(' ');
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? String(number);
}
