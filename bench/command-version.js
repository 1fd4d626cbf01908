/** The shortest of commands, against what Node itself takes. */
import { command } from './harness/command.js';

export default {
  name: '`pyconc --version`, from start to end',
  ours: command('bin/pyconc.js', '--version'),
  opponents: [{ name: '`node -e 0`', contender: command('-e', '0'), aim: { timeAtMost: 1.3 } }],
};
