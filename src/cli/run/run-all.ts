/** The planned runs, one after another, at the reader's pace. */
import type { RunEndEvent, RunEvent } from '../../events/run-event.js';
import { narrowMeasure } from '../../render/measure.js';
import { messages } from '../../render/messages.js';
import type { Renderer } from '../../render/renderer.js';
import { warningLines } from '../../render/warnings.js';
import { runDemo } from '../../session/run-demo.js';
import type { RunResult } from '../../session/run-result.js';
import { commandName } from '../command-name.js';
import type { PlannedRun } from '../plan.js';
import type { Interruption } from '../terminal/interruption.js';
import type { Progress } from '../terminal/progress.js';
import type { StepPage } from '../terminal/step-page.js';
import { demoFacts, ownTables } from './demo-facts.js';
import type { RunRequest } from './options.js';

export interface Stage {
  readonly request: RunRequest;
  readonly renderer: Renderer;
  /** With `--step-log`: the page that the renderer writes to, and a second renderer whose output is dropped. */
  readonly steps: { readonly page: StepPage; readonly rehearsal: Renderer } | undefined;
  readonly progress: Progress;
  readonly interruption: Interruption;
  /** Aborted when the command must stop. */
  readonly stopped: AbortSignal;
  warn(sentence: string): void;
}

/** The results of all runs until the command was stopped. */
export async function runAll(plan: readonly PlannedRun[], stage: Stage): Promise<RunResult[]> {
  const { request, renderer, stopped } = stage;
  const results: RunResult[] = [];
  for (const planned of plan) {
    if (request.pace.pauses && results.length > 0) await pause(messages.pace.pause(planned.demo.name), stage);
    if (stopped.aborted) break;
    renderer.begin?.(demoFacts(planned, plan.length === 1, commandName()));
    results.push(await (request.pace.steps ? runStepwise : runSteadily)(planned, stage));
  }
  return results;
}

async function pause(prompt: string, { renderer, interruption, stopped }: Stage): Promise<void> {
  await renderer.settle?.();
  const { waitForEnter } = await import('./wait-for-enter.js');
  await waitForEnter({ prompt, stop: interruption.interrupt, stopped });
}

/** Shows events as they happen. With `--pause`, the summary waits for Enter. */
async function runSteadily(planned: PlannedRun, stage: Stage): Promise<RunResult> {
  const { request, renderer, progress } = stage;
  // With `--quiet` there is no log, so the summary pushes nothing off the screen.
  const pauses = request.pace.pauses && !request.quiet;
  let end: RunEndEvent | undefined;
  progress.start((seconds) => messages.running(planned.demo.name, seconds));
  try {
    const result = await runOne(planned, stage, (event) => {
      if (pauses && event.type === 'run.end') end = event;
      else show(event, planned, renderer);
    });
    progress.stop();
    if (end === undefined) return result;
    await pause(messages.pace.summary, stage);
    show(end, planned, renderer);
    return result;
  } finally {
    progress.stop();
  }
}

async function runStepwise(planned: PlannedRun, stage: Stage): Promise<RunResult> {
  const { renderer, steps, interruption, stopped } = stage;
  if (steps === undefined) throw new Error('no page to show steps on');
  const { page, rehearsal } = steps;
  const { Stepper } = await import('./stepper.js');
  showKeys();
  rehearsal.begin?.({});
  const stepper = new Stepper({
    show: (event) => show(event, planned, renderer),
    rehearse: (event) => rehearsal.event?.(event) ?? false,
    page,
    stop: interruption.interrupt,
    stopped,
  });
  try {
    const result = await runOne(planned, stage, (event) => stepper.event(event));
    await stepper.finish();
    return result;
  } finally {
    stepper.close();
  }
}

/** Returns true if the event made a line. */
function show(event: RunEvent, planned: PlannedRun, renderer: Renderer): boolean {
  const tables = event.type === 'run.end' && renderer.tables ? ownTables(planned, event) : undefined;
  if (tables) renderer.tables?.(tables);
  return renderer.event?.(event) ?? false;
}

function showKeys(): void {
  const { stderr } = process;
  stderr.write(`${narrowMeasure.wrap(messages.pace.step, stderr.columns ?? Infinity).join('\n')}\n`);
}

function runOne(
  { demo, variant, params }: PlannedRun,
  { request, stopped, warn }: Stage,
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
      if (event.code === 'left-behind') warn(messages.warning(event.message));
      else warn(warningLines(event, process.cwd()).join('\n'));
    },
  });
}
