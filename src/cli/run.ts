/** `pyconc run`: what happens. */
import { availableParallelism } from 'node:os';
import type { RunEvent } from '../events/run-event.js';
import { createRenderer } from '../render/create-renderer.js';
import { guarded } from '../render/guarded.js';
import type { Renderer } from '../render/renderer.js';
import { runDemo } from '../session/run-demo.js';
import type { RunResult } from '../session/run-result.js';
import { demoFacts } from './demo-facts.js';
import { ExitCode } from './exit-codes.js';
import { type Interruption, listenForInterruption } from './interruption.js';
import { claimStdout, type Output } from './output.js';
import { type PlannedRun, planRuns } from './plan.js';
import { Progress } from './progress.js';
import { reportError, warn } from './report-error.js';
import { type RawRunOptions, type RunRequest, readRunOptions } from './run-options.js';
import { commandName, readTerminal } from './terminal.js';
import { missed, verdictOf } from './verdict.js';
import { version } from './version.js';

export async function run(words: readonly string[], raw: RawRunOptions): Promise<ExitCode> {
  const request = readRunOptions(raw);
  const interruption = listenForInterruption();
  const output = claimStdout();
  const stopped = AbortSignal.any([interruption.signal, output.closed]);

  const terminal = readTerminal(request);
  const progress = new Progress(terminal);
  let isFaulty = false;
  const preparing = createRenderer({
    format: request.format,
    quiet: request.quiet,
    terminal,
    environment: environment(),
    write(text) {
      progress.touch();
      output.write(text);
    },
  });
  const plan = await planRuns(words, request, stopped).catch((error) => {
    if (stopped.aborted) return undefined;
    throw error;
  });
  const renderer = guarded(await preparing, (error) => {
    isFaulty = true;
    progress.touch();
    reportError(error);
  });

  const results = await runAll(plan ?? [], { request, renderer, progress, stopped });
  const isPartial =
    plan === undefined || results.length < plan.length || results.some(({ reason }) => reason === 'interrupted');
  await renderer.finish?.(results, isPartial);
  await output.flush();

  if (!stopped.aborted) tellMissed(results, request.expect);
  return exitCodeOf({ results, request, interruption, output, isFaulty });
}

interface Stage {
  readonly request: RunRequest;
  readonly renderer: Renderer;
  readonly progress: Progress;
  readonly stopped: AbortSignal;
}

async function runAll(plan: readonly PlannedRun[], stage: Stage): Promise<RunResult[]> {
  const { request, renderer, progress, stopped } = stage;
  const results: RunResult[] = [];
  for (const planned of plan) {
    if (stopped.aborted) break;
    const { demo, variant, params } = planned;
    progress.start(demo.name);
    renderer.begin?.(demoFacts(planned, plan.length === 1, commandName()));
    const onEvent = (event: RunEvent) => {
      renderer.event?.(event);
      if (event.type !== 'warning') return;
      progress.touch();
      warn(`warning: ${event.message}`);
    };
    try {
      results.push(
        await runDemo(demo, {
          ...request.options,
          speed: request.options.speed ?? demo.speed,
          variant,
          params,
          onEvent,
          signal: stopped,
        }),
      );
    } finally {
      progress.stop();
    }
  }
  return results;
}

function environment() {
  return {
    pyconc: version(),
    node: process.version,
    platform: process.platform,
    cores: availableParallelism(),
  };
}

function tellMissed(results: readonly RunResult[], expected: string | undefined): void {
  for (const { demo, outcome, reason } of missed(results, expected)) {
    warn(`${demo} was expected to end as ${expected}, and ended as ${outcome?.name ?? reason}.`);
  }
}

interface Finish {
  readonly results: readonly RunResult[];
  readonly request: RunRequest;
  readonly interruption: Interruption;
  readonly output: Output;
  readonly isFaulty: boolean;
}

function exitCodeOf({ results, request, interruption, output, isFaulty }: Finish): ExitCode {
  if (interruption.exitCode !== undefined) return interruption.exitCode;
  if (output.failure !== undefined) {
    warn(`stdout cannot be written to: ${output.failure.message}`);
    return ExitCode.internal;
  }
  if (isFaulty) return ExitCode.internal;
  if (output.closed.aborted) return ExitCode.ok;
  return verdictOf(results, request.expect);
}
