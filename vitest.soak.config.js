import { defineConfig } from 'vitest/config';
import { shared } from './vitest.config.js';

const seed = process.env.SEED ?? String(Math.floor(Math.random() * 2 ** 31));
console.log(`SEED=${seed}`);

/** Repetitions and busy cores: one file at a time, for as long as it takes. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/soak/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    env: { SEED: seed },
  },
});
