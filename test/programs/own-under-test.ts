/** A file of tests: it expects the program to fail. */
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { run } from 'pyconc';
import { fail } from './exits.js';

test('programs fail', async () => {
  assert.equal((await run(fail, { onEvent() {} })).reason, 'failed');
});
