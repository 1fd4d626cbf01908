/** A module that only a barrier needs. */
import { log } from 'pyconc';

export function sayHere() {
  log('action');
}
