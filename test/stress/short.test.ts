import { expect, test } from 'vitest';
import { type ProgramName, programs, round } from '../../build/stress/rounds.js';
import { seed } from '../seed.js';

test.each(Object.keys(programs) as ProgramName[])(
  'under stress nothing is lost, doubled or stuck: %s',
  async (name) => {
    for (let each = seed; each < seed + 3; each++) {
      // A round of processes takes many times as long as another: one on the virtual clock, and one on the real one.
      if (name === 'processes' && each % 3 === 1) continue;
      expect(await round(name, each), `seed ${each}`).toEqual([]);
    }
  },
);
