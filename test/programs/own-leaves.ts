/** Its main leaves a timer behind. */
import { run } from 'pyconc';
import { leaveTimer } from './leftovers.js';

run(leaveTimer).then(({ reason }) => console.log(reason));
