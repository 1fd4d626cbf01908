/** A whole run of four threads, against what Node itself takes. */
import { command } from './harness/command.js';

export default {
  name: '`pyconc run lock-race`, from start to end',
  ours: command('bin/pyconc.js', 'run', 'lock-race'),
  opponents: [{ name: '`node -e 0`', contender: command('-e', '0'), aim: { timeAtMost: 3.5 } }],
};
