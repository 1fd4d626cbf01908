/** Schedules of two threads that race, one after the other, against trials of the same threads, which run freely. */
import { explored, secondsOfTrial } from './harness/trials.js';

// Over three thousand schedules: the start of the workers, which is counted, does not matter much.
const COUNT = 'count=4';

export default {
  name: 'a schedule of lock-race unlocked, 4 times each: run, judged, put back, analysed',
  ours: explored('lock-race', '--variant', 'unlocked', '--param', COUNT),
  opponents: [
    {
      name: 'a trial of it',
      contender: secondsOfTrial('lock-race', '--variant', 'unlocked', '--param', COUNT, '-n', '3000', '--batches', '1'),
      aim: { timeAtMost: 3 },
    },
  ],
};
