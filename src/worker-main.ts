/** What a worker loads: the runtime, and all classes whose objects may be handed to it. */
import './multiprocessing/index.js';
import './queue/index.js';
import './shared-list.js';
import './threading/index.js';
import './value.js';
import type { ExplorePlan } from './explore/explore-plan.js';
import { runProcess } from './multiprocessing/current-process.js';
import { isControlledWorker } from './runtime/memory/outside.js';
import { endChildren } from './runtime/processes/client/process-records.js';
import { takeProcessSignals } from './runtime/processes/signals.js';
import { work } from './runtime/worker/worker.js';
import { runThread } from './threading/current-thread.js';
import { callExcepthook } from './threading/excepthook.js';
import { runTrials, type TrialPlan } from './trials/trial-loop.js';

// Only where a run is controlled.
const exploring = isControlledWorker() ? await import('./explore/explore-loop.js') : undefined;

await work(
  (target, job) => {
    if (job.explore) return exploring?.explore(job.url, job.explore as ExplorePlan);
    if (job.trials) return runTrials(job.url, job.trials as TrialPlan);
    return job.isProcess ? runProcess(target, job) : runThread(target, job);
  },
  callExcepthook,
  { endChildren, takeProcessSignals },
);
