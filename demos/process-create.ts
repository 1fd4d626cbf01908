/**
 * Run it: npx pyconc run process-create
 *
 * How is a process started, and how does it report how it ended?
 *
 * Main starts a process and joins it before it starts the next, five times. You will see the numbers 0 to 4 in order. Each
 * process has its own memory, so nothing comes back from it but its exit code.
 */
import { defineDemo, log, type ProcessRecord } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';

export function sayNumber(number: number) {
  log(`I am process number ${number}`);
}

function main() {
  const exitcodes: (number | undefined)[] = [];
  for (let number = 0; number < 5; number++) {
    const process = new Process({ target: sayNumber, args: [number] });
    process.start();
    process.join();
    exitcodes.push(process.exitcode);
  }
  return { exitcodes };
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'process-create',
  title: 'Five processes, one after the other',
  topic: 'processes',
  about: {
    question:
      'What is different when a function runs in a process instead of a thread? Both are written alike: a target, a start, a join.',
    cpython:
      'CPython forks itself for each process on Linux, and starts a fresh interpreter on macOS and Windows. Here a fresh process is started everywhere, which imports the program anew.',
  },
  speed: 10,
  main,
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each process was over, with exit code 0, before the next one was started.',
      notice: ({ processes }) =>
        `Each process took ${milliseconds(processes)} from start to end, to say one line. threads-vs-processes compares it with a thread.`,
      when: ({ reason, processes }) =>
        reason === 'completed' &&
        processes.length === 5 &&
        processes.every(({ exitcode, ended }, i) => {
          const next = processes[i + 1];
          return exitcode === 0 && ended !== null && (next === undefined || ended <= next.started);
        }),
    },
  ],
});

/** The shortest and the longest: `212 to 240 ms`. */
function milliseconds(processes: readonly ProcessRecord[]) {
  const took = processes.map(({ started, ended }) => Math.round(((ended ?? started) - started) * 1000));
  const [least, most] = [Math.min(...took), Math.max(...took)];
  return least === most ? `${most} ms` : `${least} to ${most} ms`;
}
