/**
 * Compares pyconc with what else there is, and prints a Markdown table.
 *
 *     npm run bench                    everything, in about three minutes
 *     node bench/run.js thread queue   only these files
 */
import { alternate } from './harness/compare.js';
import { machineLine } from './harness/machine.js';
import { stopPython } from './harness/python.js';
import { HEAD, row } from './harness/table.js';

const files = [
  'lock',
  'lock-contended',
  'lock-contended-by-four',
  'rlock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'queue-of-numbers',
  'queue-of-objects',
  'queue-bounded',
  'thread',
  'process',
  'queue-between-processes',
  'command-version',
  'command-run',
  'trials',
  'trials-hung',
  'explore',
];

/** Seconds for each file's counted rounds. */
const LIMIT = 5;

const wanted = process.argv.slice(2);
const chosen = files.filter((file) => wanted.length === 0 || wanted.includes(file));

process.stdout.write(`${machineLine()}\n\n${HEAD}\n`);
for (const file of chosen) {
  const { default: benchmark } = await import(`./${file}.js`);
  const present = benchmark.opponents.filter(({ contender }) => contender !== undefined);
  const [ours, ...theirs] = await alternate([benchmark.ours, ...present.map(({ contender }) => contender)], LIMIT);
  for (const opponent of benchmark.opponents) {
    process.stdout.write(`${row(benchmark, ours, opponent, theirs[present.indexOf(opponent)])}\n`);
  }
  await benchmark.stop?.();
}
stopPython();
