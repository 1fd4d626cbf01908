import { expect, test } from 'vitest';
import { type ProgramName, programs, round } from '../../build/stress/rounds.js';
import { seed } from '../seed.js';

test.each(Object.keys(programs) as ProgramName[])(
  'under stress nothing is lost, doubled or stuck: %s',
  async (name) => {
    for (let each = seed; each < seed + 3; each++) {
      expect(await round(name, each), `seed ${each}`).toEqual([]);
    }
  },
);
