import { defineConfig } from 'vitest/config';
import { shared } from './vitest.config.js';

const seed = process.env.SEED ?? String(Math.floor(Math.random() * 2 ** 31));
console.log(`SEED=${seed}`);

/** Of their tables `npm test` takes a part: here they are run in full. */
const tables = [
  'cli/busy-host',
  'cli/exit-codes',
  'cli/help',
  'cli/one-screen',
  'cli/screens',
  'contract/process-deaths',
  'contract/run',
  'demos/traced',
  'explore/known-counts',
  'explore/oracle',
  'faults/faults',
];

/** Repetitions and busy cores: one file at a time, for as long as it takes. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/soak/**/*.test.ts', `test/{${tables}}.test.ts`],
    fileParallelism: false,
    testTimeout: 1_800_000,
    env: { SEED: seed, SOAK: 'yes' },
  },
});
