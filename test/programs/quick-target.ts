/** A target in a module that is imported at once. */
import { log, now } from 'pyconc';

export function tell() {
  log('at', now());
}
