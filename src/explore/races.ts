/** The data races of a row: one for each Value. */
import type { ObjectAddress } from '../runtime/memory/address.js';
import { nameOf } from '../runtime/objects/shared-object.js';
import type { Execution } from './execution.js';
import type { FoundRace } from './explore-plan.js';
import { candidateOf } from './findings.js';
import { findDataRace } from './happens-before.js';

export class Races {
  readonly found: FoundRace[] = [];
  readonly #names = new Map<number, string>();

  /** Names of Values are read before the memory is put back. */
  nameValues({ steps }: Execution): void {
    for (const { isPlain, object } of steps) {
      if (isPlain && !this.#names.has(object)) this.#names.set(object, nameOf(object as ObjectAddress) ?? UNNAMED);
    }
  }

  /** Looks for a race on a Value that none is known of. */
  look(execution: Execution): void {
    const race = findDataRace(execution, (value) => this.found.some((known) => known.object === this.#nameOf(value)));
    if (race === undefined) return;
    const [first, second] = race;
    const { object } = execution.steps[second] as (typeof execution.steps)[number];
    const { threads } = candidateOf(execution);
    this.found.push({ object: this.#nameOf(object), first, second, threads });
  }

  #nameOf(object: number): string {
    return this.#names.get(object) ?? UNNAMED;
  }
}

const UNNAMED = 'a Value';
