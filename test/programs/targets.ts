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

const made = () => () => log('made', currentThread().name);
export const nameless = made();

function hidden() {
  log('hidden');
}
export const hiddenFunction = () => hidden;
