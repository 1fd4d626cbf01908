/**
 * `npm run stress -- --minutes 10`: all stress programs in turn, for that long. `--only queue,event` selects
 * some of them, `--seed 7` begins with that seed, which determines the choices of a round but not the schedule.
 */
import { parseArgs } from 'node:util';
import { type ProgramName, programs, roundsFor } from './rounds.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    only: { type: 'string', default: Object.keys(programs).join() },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
    most: { type: 'string' },
  },
});

const names = values.only.split(',') as ProgramName[];
const unknown = names.filter((name) => !(name in programs));
if (unknown.length > 0) throw new Error(`no stress program is called ${unknown}: ${Object.keys(programs).join(', ')}`);

const SLICE_SECONDS = 5;
const total = Number(values.minutes) * 60;
const begin = performance.now();
const rounds = new Map(names.map((name) => [name, 0]));
let seed = Number(values.seed);
let hasFailed = false;
console.log(`seed ${seed}`);
for (let isFirst = true; !hasFailed && (isFirst || elapsed() < total); isFirst = false) {
  for (const name of names) {
    const left = (total - elapsed()) / (isFirst ? names.length - [...rounds.values()].filter(Boolean).length : 1);
    const outcome = await roundsFor(
      name,
      Math.min(SLICE_SECONDS, left),
      seed,
      values.most ? Number(values.most) : undefined,
    );
    rounds.set(name, (rounds.get(name) as number) + outcome.rounds);
    seed += outcome.rounds;
    if (outcome.findings.length === 0) continue;
    console.log(`${name}, seed ${outcome.seed}:\n${outcome.findings.map((finding) => `  ${finding}`).join('\n')}`);
    hasFailed = true;
    break;
  }
}
for (const [name, count] of rounds) console.log(`${name}: ${count} rounds`);
process.exitCode = hasFailed ? 1 : 0;

function elapsed(): number {
  return (performance.now() - begin) / 1000;
}
