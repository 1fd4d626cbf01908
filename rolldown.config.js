// The bundle: one file an entry and one set of shared chunks, so that there is one kernel, and a worker loads few files.
import { defineConfig } from 'rolldown';

/**
 * All that threads run, in one file: a worker's start is mostly its module graph, and what one file keeps to itself the
 * compiler takes for constant. (The arena's words, exported from a chunk, were looked up at each access: a lock took 11 %
 * longer.) Not the entries, which set to work when they are evaluated; and not `multiprocessing`, whose classes have the same
 * names as others: in one file with them they would be renamed.
 */
const runtime =
  /\/src\/((runtime(?!\/controlled\/)|threading|queue|events)\/.*|(session\/one-trial|trials\/trial-loop)|(?!worker-(entry|main)|(process|listing)-entry)[\w-]+)\.ts$/;

const page =
  /\/src\/render\/(blocks|clean-block|compile-command|json-text|measure|messages|plain-text|refusals|set-code|set-row|theme|typesetter)\.ts$/;
const command =
  /\/src\/(session\/(user-error|nearest|registry)|explore\/explore-options|cli\/(choice|common-options|program|shorthand|help\/help(-words)?|terminal\/(page|terminal)|[a-z]+\/verb))\.ts$/;

export default defineConfig({
  input: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    threading: 'src/threading/index.ts',
    queue: 'src/queue/index.ts',
    multiprocessing: 'src/multiprocessing/index.ts',
    worker: 'src/worker-entry.ts',
    'worker-main': 'src/worker-main.ts',
    process: 'src/process-entry.ts',
    listing: 'src/listing-entry.ts',
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
    comments: { legal: true, jsdoc: false, annotation: false },
    codeSplitting: {
      groups: [
        { name: 'runtime', test: runtime },
        { name: 'processes', test: /\/src\/multiprocessing\// },
        // What nearly every command loads, in two files rather than twenty.
        { name: 'page', test: page },
        { name: 'command', test: command },
        // And what even `--version` does.
        { name: 'first', test: /\/src\/cli\/(version|exit-codes)\.ts$/, priority: 1 },
      ],
    },
  },
});
