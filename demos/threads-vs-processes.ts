/**
 * Run it: npx pyconc run threads-vs-processes
 *
 * Threads or processes?
 *
 * Every text on the subject makes two claims: a thread is cheaper than a process, and threads see each other's variables while
 * processes do not. You will see both measured.
 */
import { defineDemo, log, Value } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';
import { Thread } from 'pyconc/threading';

/** Shared by all threads of a process: each process has its own. */
const variable = new Value('i', 0, 'variable');

export function nothing() {}

export function change(number: number) {
  variable.value = number;
  log(`sets the variable to ${number}`);
}

type Worker = Pick<Thread, 'start' | 'join'>;

function run(worker: Worker) {
  worker.start();
  worker.join();
}

/** Real milliseconds for each of them, one after the other. */
function cost(workers: readonly Worker[]) {
  const begin = performance.now();
  for (const worker of workers) run(worker);
  return (performance.now() - begin) / workers.length;
}

function main({ params: { count } }: { params: { count: number } }) {
  run(new Thread({ target: nothing, name: 'warming up' }));
  const thread = cost(Array.from({ length: count }, () => new Thread({ target: nothing })));
  const process = cost(Array.from({ length: count }, () => new Process({ target: nothing })));
  run(new Thread({ target: change, args: [1] }));
  const seenOfThread = variable.value;
  log(`sees ${seenOfThread} after the thread`);
  run(new Process({ target: change, args: [2] }));
  const seenOfProcess = variable.value;
  log(`sees ${seenOfProcess} after the process`);
  return { thread, process, seenOfThread, seenOfProcess };
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'threads-vs-processes',
  title: 'Threads and processes, side by side',
  topic: 'processes',
  about: {
    question:
      'How much more does a process cost than a thread, and what is it good for? Equally many of each are started and joined, one after the other, and then one of each sets a variable to another number.',
    cpython:
      'CPython started and joined a thread in 68 to 93 µs. A process takes hundreds of times as long where CPython starts a fresh interpreter for it; but its processes ran in parallel when its threads did not.',
  },
  params: { count: { default: 4, min: 1, max: 50, about: 'how many threads, and how many processes' } },
  speed: 10,
  main,
  summary: ({ thread, process, seenOfThread, seenOfProcess }) => [
    {
      head: ['a', 'start and join', 'set the variable to', 'main then saw', 'so it is'],
      rows: [
        ['thread', `${thread.toFixed(2)} ms`, 1, seenOfThread, seenOfThread === 1 ? 'shared' : 'not shared'],
        ['process', `${process.toFixed(2)} ms`, 2, seenOfProcess, seenOfProcess === 2 ? 'shared' : 'not shared'],
      ],
    },
  ],
  outcomes: [
    {
      name: 'cheap-and-shared',
      grade: 'expected',
      because: 'Threads cost less and share their variables; processes cost more and are isolated.',
      notice: ({ result }) =>
        `A process took ${times(result)} times as long as a thread. In return it has its own variable: main does not see what it has set.`,
      when: ({ reason, result }) => isAsClaimed(reason, result) && (result?.thread ?? 0) < (result?.process ?? 0),
    },
    {
      name: 'shared-only',
      grade: 'expected',
      because:
        'Threads share their variables and processes do not, but the machine was so busy that threads took longer.',
      notice:
        'A process took no longer than a thread: that says more about this machine than about the two. Run it again when it is idle.',
      when: ({ reason, result }) => isAsClaimed(reason, result),
    },
  ],
});

function isAsClaimed(reason: string, result?: { seenOfThread: number; seenOfProcess: number }) {
  return reason === 'completed' && result?.seenOfThread === 1 && result.seenOfProcess === 1;
}

function times(result?: { thread: number; process: number }) {
  const ratio = (result?.process ?? 0) / (result?.thread ?? 1);
  return ratio.toFixed(ratio < 10 ? 1 : 0);
}
