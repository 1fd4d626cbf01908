/** Rounds of one program with given seeds, until one finds something: `node seeds.js condition 10 3 6 9`. Prints a line of JSON when a round begins, and the outcome. */
import { type Outcome, type ProgramName, round } from './rounds.js';

const [name, most, ...seeds] = process.argv.slice(2) as [ProgramName, string, ...string[]];
let outcome: Outcome = { name, rounds: seeds.length, findings: [] };
for (const [i, seed] of seeds.map(Number).entries()) {
  console.log(JSON.stringify({ seed }));
  const findings = await round(name, seed, Number(most));
  if (findings.length === 0) continue;
  outcome = { name, rounds: i + 1, seed, findings };
  break;
}
console.log(JSON.stringify(outcome));
