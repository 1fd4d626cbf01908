/** As lock-contended, by more threads than many machines have cores. */
import { program } from './harness/program.js';
import { python } from './harness/python.js';
import { fourWithLock, fourWithNaiveLock } from './lock-contended.js';

export default {
  name: 'take a Lock, note who, release it: four threads, 50,000 times each',
  aside: 'longest streak',
  ours: program(fourWithLock),
  opponents: [
    { name: 'a lock that notifies at each release', contender: program(fourWithNaiveLock) },
    { name: "CPython's Lock", contender: python('lock_contended.py', '4') },
  ],
};
