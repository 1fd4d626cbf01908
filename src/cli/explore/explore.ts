/** `pyconc explore`: what can happen. */
import type { ExploreReport, ExploreRow } from '../../events/explore-report.js';
import type { ExploreProgress } from '../../explore/explore-options.js';
import { exploreRow } from '../../explore/explore-row.js';
import { exploreDefaults } from '../../explore/for-explore.js';
import { createExploreRenderer } from '../../render/explore/create-explore-renderer.js';
import { exploreMessages } from '../../render/explore/explore-messages.js';
import { exploreRefusals } from '../../render/explore/explore-refusals.js';
import type { ExploreRenderer } from '../../render/explore/explore-renderer.js';
import { plainLine } from '../../render/plain-text.js';
import { shellWord } from '../../render/shell-word.js';
import { sourceLine } from '../../runtime/source/source-line.js';
import { reins } from '../../session/foreign-code.js';
import { titleOf } from '../../session/row-names.js';
import { UserError } from '../../session/user-error.js';
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
import { nextExplore } from './next-explore.js';
import { type ExploreRequest, type RawExploreOptions, readExploreOptions } from './options.js';
import { type PlannedExploring, planExplore } from './plan-explore.js';
import { progressLine } from './progress-line.js';
import { exploreVerdict, unmet } from './verdict.js';

export async function explore(words: readonly string[], raw: RawExploreOptions): Promise<ExitCode> {
  const request = readExploreOptions(raw);
  const interruption = listenForInterruption();
  const output = claimStdout();
  const stopped = AbortSignal.any([interruption.signal, output.closed]);
  const progress = new Progress(readTerminal(request));
  reins.held = reinsOfTerminal(() => progress.touch());

  const plan = await planExplore(words, request, { signal: stopped }).catch((error) => {
    if (stopped.aborted) return undefined;
    throw error;
  });
  const file = request.file && openResultsFile(request.file.path);
  const word = words[0] ?? '';
  const renderers = await createRenderers({ request, plan, word, output, file, progress });
  const report = plan ? await exploreAll(plan, { request, renderers, progress, stopped, word }) : NOTHING;
  for (const renderer of renderers) await renderer.finish?.(report);
  await output.flush();
  file?.close();

  tellAside(report, request, stopped);
  const ended = endOfResults({ interruption, output, file, path: request.file?.path });
  return ended ?? exploreVerdict(report.rows, request.expectations);
}

const NOTHING: ExploreReport = { rows: [], partial: true };

interface Stage {
  readonly request: ExploreRequest;
  readonly renderers: readonly ExploreRenderer[];
  readonly progress: Progress;
  readonly stopped: AbortSignal;
  readonly word: string;
}

async function exploreAll({ demo, rows: planned }: PlannedExploring, stage: Stage): Promise<ExploreReport> {
  const { request, renderers, progress, stopped, word } = stage;
  const { maxSchedules, time } = request.options;
  const rows: ExploreRow[] = [];
  for (const row of planned) {
    if (stopped.aborted) break;
    const name = plainLine(titleOf({ demo: demo.name, ...row }));
    const goal = { name, maxSchedules, time, rowsLeft: planned.length - rows.length - 1 };
    let now: ExploreProgress | undefined;
    progress.start(() => progressLine(goal, now));
    const onProgress = (news: ExploreProgress) => {
      now = news;
    };
    try {
      rows.push(await exploreRow(demo, { ...request.options, ...row, word, signal: stopped, onProgress }));
    } catch (error) {
      if (error instanceof UserError) throw error;
      const run = `${commandName()} run ${shellWord(word)}`;
      throw UserError.inWords(...exploreRefusals.cannotExplore(demo.name, (error as Error).message, run));
    } finally {
      progress.stop();
    }
    const soFar = reportOf(rows, planned.length);
    for (const renderer of renderers) renderer.row?.(rows.at(-1) as ExploreRow, soFar);
  }
  return reportOf(rows, planned.length);
}

/** The report of the rows so far; `planned` is how many there were to be. */
function reportOf(rows: readonly ExploreRow[], planned: number): ExploreReport {
  return { rows, partial: rows.length < planned || rows.some(({ coverage }) => coverage === 'partial') };
}

interface Showing {
  readonly request: ExploreRequest;
  readonly plan: PlannedExploring | undefined;
  readonly word: string;
  readonly output: Output;
  readonly file: ResultsFile | undefined;
  readonly progress: Progress;
}

/** One for stdout, and one for the file if there is one. */
async function createRenderers(showing: Showing): Promise<ExploreRenderer[]> {
  const { request, plan, word, output, file, progress } = showing;
  const { quiet, format, options } = request;
  const head = {
    demo: plan?.demo.name ?? '',
    seed: options.seed,
    ownDefaults: plan ? exploreDefaults(plan.demo) : {},
  };
  const facts = { environment: environment(), head, command: commandName(), sourceOf: sourceLine };
  const write = (text: string) => {
    progress.touch();
    output.write(text);
  };
  const next = plan && `${commandName()} ${nextExplore(word, plan)}`;
  const shown = await createExploreRenderer({ ...facts, format, quiet, next, terminal: readTerminal(request), write });
  if (!file || !request.file) return [shown];
  const terminal = { columns: FILE_COLUMNS, colour: false, unicode: !request.ascii, isEndless: true };
  const saving = { ...facts, format: request.file.format, quiet: false, terminal };
  return [shown, await createExploreRenderer({ ...saving, write: file.append, replace: file.replace })];
}

const FILE_COLUMNS = 100;

/** Prints on stderr what the output has no place for, and the expectations that were not met. */
function tellAside({ rows }: ExploreReport, request: ExploreRequest, stopped: AbortSignal): void {
  if (request.quiet || request.format === 'markdown') {
    for (const row of rows) {
      const { inRow, timesOf } = exploreMessages;
      const undeclared = row.outcomes.filter(({ name, possible }) => name === null && possible);
      for (const { because } of undeclared) warn(inRow(titleOf(row), because));
      for (const { message, count } of row.problems) warn(inRow(titleOf(row), timesOf(message, count)));
    }
  }
  if (stopped.aborted) return;
  for (const sentence of rows.flatMap((row) => unmet(row, request.expectations))) warn(sentence);
}
