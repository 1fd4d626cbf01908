/**
 * Run it: npx pyconc run process-naming
 *
 * What is a process called if nobody gives it a name?
 *
 * Two processes run side by side. One is given a name, the other has the name that Python makes up. You will see main finish
 * first, and the program wait for both processes, though nothing joins them.
 */
import { defineDemo, log, sleep } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';

export function stayForThreeBeats() {
  log('is starting');
  sleep(3);
  log('is exiting');
}

function main() {
  const named = new Process({ target: stayForThreeBeats, name: 'func' });
  const unnamed = new Process({ target: stayForThreeBeats });
  named.start();
  unnamed.start();
  log('has started both, and has nothing more to do');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'process-naming',
  title: 'Names of processes: given and made up',
  topic: 'processes',
  about: {
    question:
      'What is a process called if nobody gives it a name, and does the program wait for it if nothing joins it? Two processes start, stay for three beats and exit.',
    cpython:
      'CPython gives them the same names on all versions, and joins all processes that are not daemons at its own end. Either of the two may speak first: in 10 runs it was the named one 9 times.',
  },
  speed: 10,
  main,
  outcomes: [
    {
      name: 'named-as-in-python',
      grade: 'expected',
      because: 'A given name uses up a number, and main waited for both processes though nothing joined them.',
      notice:
        'A given name uses up a number here, so the second is Process-2. Nothing joins the two, and yet the program waits for both.',
      when: ({ reason, processes }) =>
        reason === 'completed' &&
        processes.map(({ name }) => name).join() === 'func,Process-2' &&
        processes.every(({ exitcode }) => exitcode === 0),
    },
  ],
});
