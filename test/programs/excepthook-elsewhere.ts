/** A module that is loaded only for its hook. */
import { log } from 'pyconc';
import type { ExceptHookArgs } from 'pyconc/threading';

export function report({ excType }: ExceptHookArgs) {
  log('elsewhere', excType);
}
