/** Targets in another module than main's. */
import { log } from 'pyconc';
import { currentThread } from 'pyconc/threading';

function inner() {
  log('aliased', currentThread().name);
}

export { inner as outer };

export function named() {
  log('named', currentThread().name);
}

export default function standard() {
  log('default', currentThread().name);
}

/** Made by one function: only the last could be told from the others by its source, and none by its name. */
const made = () => () => log('made');
export const anonymous = made();

function hidden() {
  log('hidden');
}
export const hiddenFunction = () => hidden;
