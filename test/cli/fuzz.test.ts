import fc from 'fast-check';
import { test } from 'vitest';
import { checkCommand, commandLine } from './fuzz.js';
import '../seed.js';

test('no command line ends in a stack of ours, or leaves a process behind', { timeout: 170_000 }, async () => {
  await fc.assert(fc.asyncProperty(commandLine, checkCommand), { numRuns: 40, endOnFailure: true });
});
