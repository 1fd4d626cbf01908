/** Trials of the four threads of lock-race, against what one would do to repeat a race in Python. */
import { python, pythonCommands } from './harness/python.js';
import { trials } from './harness/trials.js';

const COUNT = 100;

export default {
  name: `a trial of lock-race, ${COUNT} times each`,
  aside: 'race seen in, %:',
  // One batch, as CPython's is one process, and for long enough that its code is warm most of the time, as CPython's is.
  ours: trials('lock-race', '--param', `count=${COUNT}`, '--start', 'aligned', '--batches', '1', '--time', '6'),
  opponents: [
    {
      name: 'the same four threads, again and again in one CPython',
      contender: python('trials.py', `${COUNT}`),
      aim: { fasterAtLeast: 2.5 },
    },
    {
      name: 'a shell loop over `python3`',
      contender: pythonCommands('lock_race.py', 5, `${COUNT}`),
      aim: { fasterAtLeast: 100 },
    },
  ],
};
