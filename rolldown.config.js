// The bundle: one file an entry and one set of shared chunks, so that there is one kernel, and a worker loads few files.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    threading: 'src/threading/index.ts',
    queue: 'src/queue/index.ts',
    multiprocessing: 'src/multiprocessing/index.ts',
    worker: 'src/worker-entry.ts',
  },
  platform: 'node',
  external: [/^[^./]/],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sourcemap: false,
    cleanDir: false,
  },
});
