import { expect, test } from 'vitest';
import { type ProgramName, programs, round } from '../../build/stress/rounds.js';

test.each(Object.keys(programs) as ProgramName[])(
  'under stress nothing is lost, doubled or stuck: %s',
  async (name) => {
    const first = Math.floor(Math.random() * 1_000_000);
    for (let seed = first; seed < first + 4; seed++) {
      expect(await round(name, seed), `seed ${seed}`).toEqual([]);
    }
  },
);
