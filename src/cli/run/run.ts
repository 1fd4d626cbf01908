/** `pyconc run`: what happens. */
import { createRenderer } from '../../render/create-renderer.js';
import { guarded } from '../../render/guarded.js';
import { messages } from '../../render/messages.js';
import { inAscii } from '../../render/theme.js';
import { reins } from '../../session/foreign-code.js';
import type { RunResult } from '../../session/run-result.js';
import { environment } from '../environment.js';
import { ExitCode } from '../exit-codes.js';
import { planRuns } from '../plan.js';
import { reportError, warn } from '../report-error.js';
import { type Interruption, listenForInterruption } from '../terminal/interruption.js';
import { claimStdout, type Output } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { reinsOfTerminal } from '../terminal/reins.js';
import { readTerminal } from '../terminal/terminal.js';
import { type RunRequest, readRunOptions } from './options.js';
import type { RawRunOptions } from './raw-options.js';
import { runAll } from './run-all.js';
import { missed, verdictOf } from './verdict.js';

export async function run(words: readonly string[], raw: RawRunOptions): Promise<ExitCode> {
  const request = readRunOptions(raw);
  const interruption = listenForInterruption();
  const output = claimStdout();
  const stopped = AbortSignal.any([interruption.signal, output.closed]);

  const terminal = readTerminal(request);
  const progress = new Progress(terminal);
  reins.held = reinsOfTerminal(() => progress.touch());
  let isFaulty = false;
  const page = request.pace.steps ? await createStepPage(output) : undefined;
  const warnAside = (text: string) => {
    const shown = terminal.unicode ? text : inAscii(text);
    progress.touch();
    if (page === undefined) warn(shown);
    else page.aside(() => warn(shown));
  };
  const look = {
    format: request.format,
    view: request.view,
    showsOperations: request.options.trace === 'ops',
    quiet: request.quiet,
    threads: request.threads,
    terminal,
    environment: environment(),
  };
  const preparing = createRenderer({
    ...look,
    write(text) {
      progress.touch();
      (page ?? output).write(text);
    },
    warn: warnAside,
  });
  const plan = await planRuns(words, request, { signal: stopped, timeout: request.options.timeout }).catch((error) => {
    if (stopped.aborted) return undefined;
    throw error;
  });
  const renderer = guarded(await preparing, (error) => {
    isFaulty = true;
    progress.touch();
    reportError(error);
  });

  const steps = page && { page, rehearsal: guarded(await createRenderer({ ...look, write() {} }), () => {}) };
  const results = await runAll(plan ?? [], {
    request,
    renderer,
    steps,
    progress,
    interruption,
    stopped,
    warn: warnAside,
  });
  const isPartial =
    plan === undefined || results.length < plan.length || results.some(({ reason }) => reason === 'interrupted');
  await renderer.finish?.(results, isPartial);
  await output.flush();

  if (!stopped.aborted) warnOfMissed(results, request.expect);
  return exitCodeOf({ results, request, interruption, output, isFaulty });
}

async function createStepPage(output: Output) {
  const { StepPage } = await import('../terminal/step-page.js');
  return StepPage.create(output);
}

function warnOfMissed(results: readonly RunResult[], expected: string | undefined): void {
  for (const { demo, outcome, reason } of missed(results, expected)) {
    warn(messages.unexpected(demo, expected as string, outcome?.name ?? reason));
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
    warn(messages.unwritable('stdout', output.failure.message));
    return ExitCode.internal;
  }
  if (isFaulty) return ExitCode.internal;
  if (output.closed.aborted) return ExitCode.ok;
  return verdictOf(results, request.expect);
}
