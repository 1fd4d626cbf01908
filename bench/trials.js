/** Trials of the four threads of lock-race, against what one would do to repeat a race in Python. */
import { python, pythonCommands } from './harness/python.js';
import { trials } from './harness/trials.js';

const COUNT = 100;

export default {
  name: `a trial of lock-race, ${COUNT} times each`,
  aside: 'race seen in, %:',
  ours: trials('lock-race', 2000, '--param', `count=${COUNT}`),
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
