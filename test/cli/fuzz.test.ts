import fc from 'fast-check';
import { test } from 'vitest';
import { checkCommand, commandLine } from './fuzz.js';
import '../seed.js';

test('whatever the command line, there is no stack of ours, and no process stays', { timeout: 170_000 }, async () => {
  await fc.assert(fc.asyncProperty(commandLine, checkCommand), { numRuns: 40, endOnFailure: true });
});
