/**
 * The host: the thread that runs no program code and never blocks. It runs one program at a time: it gives `main` to a worker,
 * puts events in order, notices when no thread can continue, and stops what has to be stopped.
 */
import { hasNewModules, reset, takeSnapshot } from '../memory/snapshot.js';
import { makeAgain, noteWhatIsMade } from '../objects/module-objects.js';
import { sortSlots } from '../threads/slots.js';
import type { Ending, MainJob, Program } from './ending.js';
import type { JoinOthers } from './other-processes.js';
import type {} from './run.js';
import { Run } from './run.js';
import type { ProgramSettings } from './settings.js';
import { configure } from './settings.js';
import { endAllWorkers, hasWorker, isAnyAtWork, listen } from './workers.js';

let isBusy = false;

/**
 * Runs a program to its end. Calls `before` when the first event may be emitted, and `after` before the last one. `after` may
 * read shared objects; once it returns, they are reset to what they were before the run.
 */
export async function runProgram<T>(
  job: MainJob,
  settings: ProgramSettings,
  joinOthers: JoinOthers,
  before: (program: Program) => void,
  after: (program: Program, ending: Ending) => T,
): Promise<T> {
  if (isBusy) throw new Error('a program is running already: one process runs one at a time');
  isBusy = true;
  const snapshot = takeSnapshot();
  noteWhatIsMade();
  try {
    configure(settings);
    const run = new Run(settings, joinOthers);
    before(run);
    const ending = await run.carryOut(job);
    const result = after(run, ending);
    run.conclude();
    return result;
  } finally {
    // A worker that has not parked may still write to the arena.
    if (hasNewModules(snapshot) || isAnyAtWork()) await endAllWorkers();
    listen(undefined);
    sortSlots(hasWorker);
    reset(snapshot);
    isBusy = false;
    makeAgain();
  }
}
