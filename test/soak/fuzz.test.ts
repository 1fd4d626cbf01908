import fc from 'fast-check';
import { test } from 'vitest';
import { checkCommand, commandLine } from '../cli/fuzz.js';
import '../seed.js';

test('600 command lines', async () => {
  await fc.assert(fc.asyncProperty(commandLine, checkCommand), { numRuns: 600 });
});
