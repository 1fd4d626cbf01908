/** The planned runs, one after another, at the reader's pace. */
import type { RunEvent } from '../events/run-event.js';
import { messages } from '../render/messages.js';
import type { Renderer } from '../render/renderer.js';
import { runDemo } from '../session/run-demo.js';
import type { RunResult } from '../session/run-result.js';
import { demoFacts } from './demo-facts.js';
import type { Interruption } from './interruption.js';
import type { PlannedRun } from './plan.js';
import type { Progress } from './progress.js';
import { warn } from './report-error.js';
import type { RunRequest } from './run-options.js';
import { commandName } from './terminal.js';

export interface Stage {
  readonly request: RunRequest;
  readonly renderer: Renderer;
  readonly progress: Progress;
  readonly interruption: Interruption;
  /** Aborted when everything is to be stopped. */
  readonly stopped: AbortSignal;
}

/** The results of all runs that there were before everything was stopped. */
export async function runAll(plan: readonly PlannedRun[], stage: Stage): Promise<RunResult[]> {
  const { request, renderer, interruption, stopped } = stage;
  const results: RunResult[] = [];
  for (const planned of plan) {
    if (request.pace.pauses && results.length > 0) {
      await renderer.settle?.();
      const { waitForEnter } = await import('./between-runs.js');
      await waitForEnter({ next: planned.demo.name, stop: interruption.interrupt, stopped });
    }
    if (stopped.aborted) break;
    renderer.begin?.(demoFacts(planned, plan.length === 1, commandName()));
    results.push(await (request.pace.steps ? runStepwise : runSteadily)(planned, stage));
  }
  return results;
}

/** Everything is shown as it happens. */
async function runSteadily(planned: PlannedRun, stage: Stage): Promise<RunResult> {
  const { progress } = stage;
  progress.start((seconds) => messages.running(planned.demo.name, seconds));
  try {
    return await runOne(planned, stage, (event) => stage.renderer.event?.(event));
  } finally {
    progress.stop();
  }
}

async function runStepwise(planned: PlannedRun, stage: Stage): Promise<RunResult> {
  const { renderer, interruption, stopped } = stage;
  const { Stepper } = await import('./stepper.js');
  process.stderr.write(`${messages.pace.step}\n`);
  const show = (event: RunEvent) => renderer.event?.(event) ?? false;
  const stepper = new Stepper({ show, stop: interruption.interrupt, stopped });
  try {
    const result = await runOne(planned, stage, (event) => stepper.event(event));
    await stepper.finish();
    return result;
  } finally {
    stepper.close();
  }
}

function runOne(
  { demo, variant, params }: PlannedRun,
  { request, progress, stopped }: Stage,
  show: (event: RunEvent) => void,
): Promise<RunResult> {
  return runDemo(demo, {
    ...request.options,
    speed: request.options.speed ?? demo.speed,
    variant,
    params,
    signal: stopped,
    onEvent(event) {
      show(event);
      if (event.type !== 'warning') return;
      progress.touch();
      warn(messages.warning(event.message));
    },
  });
}
