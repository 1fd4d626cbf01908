import { test } from 'vitest';
import fc from 'fast-check';
import { oracle, program } from '/work/main/test/explore/oracle.js';
test('try', async () => {
  const compare = await oracle();
  const n = Number(process.env.N ?? 30);
  const plans = fc.sample(program, { numRuns: n, seed: Number(process.env.SEED ?? 1) });
  let bad = 0, skipped = 0, red = 0, most=0;
  const t0=Date.now();
  for (const plan of plans) {
    const c = await compare(plan);
    if (c.interleavings === undefined) { skipped++; continue; }
    if (c.schedules !== c.classes) red += c.schedules - c.classes;
    most=Math.max(most,c.classes);
    if (c.difference) { bad++; if (bad<=Number(process.env.SHOW??4)) console.log(c.difference); }
  }
  console.log({ n, bad, skipped, redundant: red, most, seconds:(Date.now()-t0)/1000 });
}, 600000);
