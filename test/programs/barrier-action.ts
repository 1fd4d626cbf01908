/** A module that nobody but a barrier needs. */
import { log } from 'pyconc';

export function sayHere() {
  log('action');
}
