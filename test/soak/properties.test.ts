/** The properties that `npm test` checks with one seed, with as many seeds as there is time for. */
import { expect, test } from 'vitest';
import * as properties from '../../build/programs/properties.js';
import { observe } from '../observe.js';
import { seed } from '../seed.js';

const { queuesAsModels, listAsModel, anyItemAsClone, twoThreadsAsOne } = properties;
const MILLISECONDS = 60_000;

test.each([queuesAsModels, listAsModel, anyItemAsClone, twoThreadsAsOne])('%o, for a minute', async (property) => {
  const end = performance.now() + MILLISECONDS;
  let runs = 0;
  for (; performance.now() < end; runs++) {
    const { error, reason } = await observe<unknown>(property, { seed: seed + runs });
    expect({ seed: seed + runs, reason, error: error?.message }).toEqual({ seed: seed + runs, reason: 'completed' });
  }
  console.log({ property: property.name, runs });
});
