/**
 * What is a process called, if nobody gives it a name?
 *
 * Two processes run side by side. One is given a name, the other has the one that Python makes up. Nobody joins them, and the
 * program is still over only after both.
 */
import { defineDemo, log, sleep } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';

export function stayForThreeBeats() {
  log('is starting');
  sleep(3);
  log('is exiting');
}

export default defineDemo({
  name: 'process-naming',
  title: 'Names of processes: given and made up',
  topic: 'processes',
  about: {
    question:
      'What is a process called if nobody gives it a name, and who waits for it if nobody joins it? Two processes start, stay for three beats and exit.',
    cpython:
      'CPython names them alike on all versions, and joins at its own end all processes that are no daemons. Which of the two speaks first is not settled: in 10 runs it was the named one 9 times.',
  },
  speed: 10,
  main() {
    const named = new Process({ target: stayForThreeBeats, name: 'func' });
    const unnamed = new Process({ target: stayForThreeBeats });
    named.start();
    unnamed.start();
    log('has started both, and has nothing more to do');
  },
  outcomes: [
    {
      name: 'named-as-in-python',
      grade: 'expected',
      because: 'A given name uses up a number, and main waited for both processes though nobody joined them.',
      notice:
        'Here a given name uses up a number, so the second is Process-2. Nobody joins the two, and yet the program waits for both.',
      when: ({ reason, processes }) =>
        reason === 'completed' &&
        processes.map(({ name }) => name).join() === 'func,Process-2' &&
        processes.every(({ exitcode }) => exitcode === 0),
    },
  ],
});
