/**
 * How is a process started, and how does it tell how it went?
 *
 * Main starts a process and joins it before it starts the next, five times: the numbers come in order. Each process has a
 * memory of its own, so nothing comes back from it but its exit code.
 */
import { defineDemo, log, type ProcessRecord } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';

const PROCESSES = 5;

export function sayNumber(number: number) {
  log(`I am process number ${number}`);
}

export default defineDemo({
  name: 'process-create',
  title: 'Five processes, one after the other',
  topic: 'processes',
  about: {
    question:
      'What is different when a function runs in a process instead of a thread? It is written the same: a target, a start, a join.',
    cpython:
      'CPython forks itself for each process on Linux, and starts a fresh interpreter on macOS and Windows. Here a fresh process is started everywhere, which imports the program anew.',
  },
  speed: 10,
  main() {
    const exitcodes: (number | undefined)[] = [];
    for (let number = 0; number < PROCESSES; number++) {
      const process = new Process({ target: sayNumber, args: [number] });
      process.start();
      process.join();
      exitcodes.push(process.exitcode);
    }
    return { exitcodes };
  },
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each process was over, with exit code 0, before the next one was started.',
      notice: ({ processes }) =>
        `Each process took ${milliseconds(processes)} from its start to its end, to say one line. threads-vs-processes has a thread beside it.`,
      when: ({ reason, processes }) =>
        reason === 'completed' &&
        processes.length === PROCESSES &&
        processes.every(({ exitcode, ended }, i) => {
          const next = processes[i + 1];
          return exitcode === 0 && ended !== null && (next === undefined || ended <= next.started);
        }),
    },
  ],
});

/** From the quickest to the slowest: `212 to 240 ms`. */
function milliseconds(processes: readonly ProcessRecord[]) {
  const took = processes.map(({ started, ended }) => Math.round(((ended ?? started) - started) * 1000));
  const [least, most] = [Math.min(...took), Math.max(...took)];
  return least === most ? `${most} ms` : `${least} to ${most} ms`;
}
