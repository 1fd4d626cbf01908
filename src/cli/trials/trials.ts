/** `pyconc trials`: how often. */

import type { TrialsHead, TrialsReport, TrialsRow } from '../../events/trials-report.js';
import { messages } from '../../render/messages.js';
import { plainLine } from '../../render/plain-text.js';
import { shellWord } from '../../render/shell-word.js';
import { createTrialsRenderer } from '../../render/trials/create-trials-renderer.js';
import { trialsMessages } from '../../render/trials/trials-messages.js';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import type { TrialsRenderer } from '../../render/trials/trials-renderer.js';
import { inEnglish } from '../../session/demo.js';
import { reins } from '../../session/foreign-code.js';
import { titleOf } from '../../session/row-names.js';
import { UserError } from '../../session/user-error.js';
import { trialsDefaults } from '../../trials/for-trials.js';
import { reportOf } from '../../trials/report.js';
import { runTrialsRow } from '../../trials/run-trials.js';
import type { TrialsProgress } from '../../trials/trials-options.js';
import { commandName } from '../command-name.js';
import { endOfResults } from '../end-of-results.js';
import { environment } from '../environment.js';
import type { ExitCode } from '../exit-codes.js';
import { warn } from '../report-error.js';
import { openResultsFile, type ResultsFile } from '../results-file.js';
import { listenForInterruption } from '../terminal/interruption.js';
import { claimStdout, type Output } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { reinsOfTerminal } from '../terminal/reins.js';
import { readTerminal } from '../terminal/terminal.js';
import { nextTrials } from './next-trials.js';
import { type RawTrialsOptions, readTrialsOptions, type TrialsRequest } from './options.js';
import { type PlannedTrials, planTrials } from './plan-trials.js';
import { progressLine } from './progress-line.js';
import { trialsVerdict, unmet } from './verdict.js';

export async function trials(words: readonly string[], raw: RawTrialsOptions): Promise<ExitCode> {
  const request = readTrialsOptions(raw);
  const interruption = listenForInterruption();
  const output = claimStdout();
  const stopped = AbortSignal.any([interruption.signal, output.closed]);
  const progress = new Progress(readTerminal(request));
  reins.held = reinsOfTerminal(() => progress.touch());

  const plan = await planTrials(words, request, { signal: stopped, timeout: request.options.timeout }).catch(
    (error) => {
      if (stopped.aborted) return undefined;
      throw error;
    },
  );
  const file = request.file && openResultsFile(request.file.path);
  const word = words[0] ?? '';
  const renderers = await createRenderers({ request, plan, word, output, file, progress });
  const stage = { request, renderers, progress, stopped, word };
  const report = plan ? await tryAll(plan, stage) : NOTHING;
  for (const renderer of renderers) await renderer.finish?.(report);
  await output.flush();
  file?.close();

  warnAside(report, request, stopped);
  const ended = endOfResults({ interruption, output, file, path: request.file?.path });
  return ended ?? trialsVerdict(report.rows, request.bounds);
}

const NOTHING: TrialsReport = { rows: [], differences: [], warnings: [], partial: true };

interface Stage {
  readonly request: TrialsRequest;
  readonly renderers: readonly TrialsRenderer[];
  readonly progress: Progress;
  readonly stopped: AbortSignal;
  readonly word: string;
}

async function tryAll({ demo, rows: planned }: PlannedTrials, stage: Stage): Promise<TrialsReport> {
  const { request, renderers, progress, stopped, word } = stage;
  const { options, bounds, outcome } = request;
  const context = { cores: environment().cores, minRate: bounds.minRate, maxRate: bounds.maxRate };
  const rows: TrialsRow[] = [];
  for (const row of planned) {
    if (stopped.aborted) break;
    const name = plainLine(titleOf({ demo: demo.name, ...row }));
    const goal = { name, trials: options.trials, time: options.time, rowsLeft: planned.length - rows.length - 1 };
    let now: TrialsProgress | undefined;
    progress.start(() => progressLine(goal, now));
    const onProgress = (news: TrialsProgress) => {
      now = news;
    };
    try {
      rows.push(await runTrialsRow(demo, { ...options, ...row, outcome, signal: stopped, onProgress }));
    } catch (error) {
      const run = `${commandName()} run ${shellWord(word)}`;
      throw UserError.inWords(...trialsRefusals.cannotTry(demo.name, (error as Error).message, run));
    } finally {
      progress.stop();
    }
    const soFar = reportOf(rows, planned.length, context);
    for (const renderer of renderers) renderer.row?.(rows.at(-1) as TrialsRow, soFar);
  }
  return reportOf(rows, planned.length, context);
}

interface Showing {
  readonly request: TrialsRequest;
  readonly plan: PlannedTrials | undefined;
  readonly word: string;
  readonly output: Output;
  readonly file: ResultsFile | undefined;
  readonly progress: Progress;
}

/** One for stdout, and one for the file if there is one. */
async function createRenderers(showing: Showing): Promise<TrialsRenderer[]> {
  const { request, plan, word, output, file, progress } = showing;
  const { quiet, format } = request;
  const facts = { environment: environment(), head: headOf(request, plan) };
  const write = (text: string) => {
    progress.touch();
    output.write(text);
  };
  const next = plan && `${commandName()} ${nextTrials(word, plan)}`;
  const shown = await createTrialsRenderer({ ...facts, format, quiet, next, terminal: readTerminal(request), write });
  if (!file || !request.file) return [shown];
  const terminal = { columns: FILE_COLUMNS, colour: false, unicode: !request.ascii };
  const saving = { ...facts, format: request.file.format, quiet: false, terminal };
  return [shown, await createTrialsRenderer({ ...saving, write: file.append, replace: file.replace })];
}

const FILE_COLUMNS = 100;

function headOf({ outcome, options }: TrialsRequest, plan: PlannedTrials | undefined): TrialsHead {
  const outcomes = plan?.demo.outcomes ?? [];
  return {
    demo: plan?.demo.name ?? '',
    outcome: outcome ?? null,
    seed: options.seed,
    isSearch: options.stopAfter !== undefined,
    ownDefaults: plan ? trialsDefaults(plan.demo) : {},
    meanings: Object.fromEntries(outcomes.map(({ name, because }) => [name, inEnglish(because)])),
  };
}

/** Prints warnings on stderr if the output has no place for them, and the bounds that were not met. */
function warnAside({ rows, warnings }: TrialsReport, request: TrialsRequest, stopped: AbortSignal): void {
  if (request.quiet || request.format === 'csv' || request.format === 'markdown') {
    for (const row of rows) {
      for (const kind of row.undeclared) {
        const details = trialsMessages.undeclaredDetails(kind).join('\n  ');
        warn(trialsMessages.inTrial(titleOf(row), kind.trial, kind.because), details || undefined);
      }
    }
    for (const { message } of warnings) warn(messages.warning(message));
  }
  if (stopped.aborted) return;
  for (const sentence of rows.flatMap((row) => unmet(row, request.bounds))) warn(sentence);
}
