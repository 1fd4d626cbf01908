import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const built = (path) => fileURLToPath(new URL(`./dist/${path}.js`, import.meta.url));

/** What all test runs share: tests use the built package, and workers import the same files as the tests do. */
export const shared = {
  resolve: {
    alias: [
      { find: /^pyconc$/, replacement: built('index') },
      { find: /^pyconc\/(\w+)$/, replacement: built('$1') },
    ],
  },
  test: {
    pool: 'forks',
    testTimeout: 60_000,
    server: { deps: { external: [/\/dist\//, /\/build\/(programs|stress)\//] } },
  },
};

export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ['test/{unit,contract,stress,faults,docs,cli,demos}/**/*.test.ts'] },
});
