/** Running a program, as the floors above know it: in the first of its processes. */
import { runProgram as runInHost } from './host/program.js';
import { ProcessNode } from './processes/tree/process-node.js';

export type { Ending, Program } from './host/ending.js';
export { endAllWorkers as dismiss, prewarm } from './host/workers.js';
export { prepareForChildren } from './processes/tree/child-process.js';

/** As the host's `runProgram`, in a process that no other one has started. */
export function runProgram<T>(...[job, settings, before, after]: FirstProcess<T>): Promise<T> {
  return runInHost<T>(job, settings, (run) => new ProcessNode(run, settings), before, after);
}

type FirstProcess<T> =
  Parameters<typeof runInHost<T>> extends [infer J, infer S, unknown, infer B, infer A]
    ? [job: J, settings: S, before: B, after: A]
    : never;
