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
    // Most tests wait for a process of their own most of the time.
    maxWorkers: '100%',
    testTimeout: 120_000,
    server: { deps: { external: [/\/dist\//, /\/build\/(programs|stress)\//] } },
  },
};

/** These look into the runtime, or make a thread at the top level of a module, which has its number for good: each has a process of its own. */
const alone = ['test/unit/**/*.test.ts', 'test/contract/run.test.ts'];

const project = (name, test) => ({ extends: true, test: { name, ...test } });

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: [
      project('alone', { include: alone }),
      // Whatever a program has been through, the next one in its process finds everything in order: so they share one.
      project('together', {
        include: ['test/{contract,stress,faults,docs,cli,demos,explore}/**/*.test.ts'],
        exclude: alone,
        isolate: false,
      }),
    ],
  },
});
