/** A module that nobody loads but for its hook. */
import { log } from 'pyconc';
import type { ExceptHookArgs } from 'pyconc/threading';

export function report({ excType }: ExceptHookArgs) {
  log('elsewhere', excType);
}
