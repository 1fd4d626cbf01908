/** Trials of deadlock, each of which hangs, against its cure, of which none does. */
import { trials } from './harness/trials.js';

const HOW = ['-n', '1000', '--batches', '1'];

export default {
  name: 'a trial of deadlock, which hangs',
  aside: 'hung, %:',
  ours: trials('deadlock', '--variant', 'opposite', ...HOW),
  opponents: [
    {
      name: 'a trial of its variant `ordered`, which ends',
      contender: trials('deadlock', '--variant', 'ordered', ...HOW),
      aim: { timeAtMost: 5 },
    },
  ],
};
