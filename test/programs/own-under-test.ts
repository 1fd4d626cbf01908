/** A file of tests: that a program fails is what it expects. */
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { run } from 'pyconc';
import { fail } from './exits.js';

// biome-ignore lint/suspicious/noExportsInTest: its threads import it
export function failHere() {
  throw new RangeError('no good');
}

test('programs fail', async () => {
  for (const main of [fail, failHere]) assert.equal((await run(main, { onEvent() {} })).reason, 'failed');
});
