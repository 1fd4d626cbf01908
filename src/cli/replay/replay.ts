/** `pyconc replay`: one schedule again, step by step. */
import type { ReplayReport } from '../../events/replay-report.js';
import { replaySchedule } from '../../explore/replay.js';
import { messages } from '../../render/messages.js';
import { createReplayRenderer } from '../../render/replay/create-replay-renderer.js';
import { replayRefusals } from '../../render/replay/replay-refusals.js';
import { shellWord } from '../../render/shell-word.js';
import { sourceLine } from '../../runtime/source/source-line.js';
import { reins } from '../../session/foreign-code.js';
import { UserError } from '../../session/user-error.js';
import { commandName } from '../command-name.js';
import { endOfResults } from '../end-of-results.js';
import { environment } from '../environment.js';
import { ExitCode } from '../exit-codes.js';
import { listenForInterruption } from '../terminal/interruption.js';
import { claimStdout } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { reinsOfTerminal } from '../terminal/reins.js';
import { readTerminal } from '../terminal/terminal.js';
import { type RawReplayOptions, readReplayOptions } from './options.js';
import { type PlannedReplay, planReplay } from './plan-replay.js';
import { replayVerdict } from './verdict.js';

export async function replay(schedule: string, raw: RawReplayOptions): Promise<ExitCode> {
  const request = readReplayOptions(raw);
  const interruption = listenForInterruption();
  const output = claimStdout();
  const stopped = AbortSignal.any([interruption.signal, output.closed]);
  const terminal = readTerminal(request);
  const progress = new Progress(terminal);
  reins.held = reinsOfTerminal(() => progress.touch());

  const plan = await planReplay(schedule, { signal: stopped }).catch((error) => {
    if (stopped.aborted) return undefined;
    throw error;
  });
  const report = plan && (await carryOut(plan, { arena: request.arena, progress, stopped }));
  if (report !== undefined && !stopped.aborted) {
    const sources = new Map<string, string | null>();
    const sourceOf = (at: string) => {
      if (!sources.has(at)) sources.set(at, sourceLine(at));
      return sources.get(at) ?? null;
    };
    const showing = { terminal, command: commandName(), sourceOf, write: output.write };
    if (request.isStepwise) {
      const { stepThrough } = await import('./step-through.js');
      await stepThrough(report, { ...showing, stop: interruption.interrupt, stopped });
    } else {
      const { format, quiet } = request;
      const render = await createReplayRenderer({ ...showing, format, quiet, environment: environment() });
      await render(report);
    }
  }
  await output.flush();
  const ended = endOfResults({ interruption, output, file: undefined, path: undefined });
  return ended ?? (report === undefined ? ExitCode.internal : replayVerdict(report));
}

interface Stage {
  readonly arena: number | undefined;
  readonly progress: Progress;
  readonly stopped: AbortSignal;
}

/** Undefined if it was stopped. */
async function carryOut({ demo, options }: PlannedReplay, stage: Stage): Promise<ReplayReport | undefined> {
  const { arena, progress, stopped } = stage;
  progress.start((seconds) => messages.running(demo.name, seconds));
  try {
    const running = replaySchedule(demo, { ...options, ...(arena !== undefined && { arena }), signal: stopped });
    // A thread that computes without a step cannot be asked to stop.
    const stop = new Promise<undefined>((resolve) => stopped.addEventListener('abort', () => resolve(undefined)));
    return await Promise.race([running, stop]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const run = `${commandName()} run ${shellWord(options.word)}`;
    throw UserError.inWords(...replayRefusals.cannotReplay(demo.name, (error as Error).message, run));
  } finally {
    progress.stop();
  }
}
