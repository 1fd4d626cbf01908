/** The part under the log: the outcome, why no thread could continue, the result, and what to try next. */

import type { Diagnosis } from '../events/facts.js';
import type { RunEndEvent, RunStartEvent } from '../events/run-event.js';
import { type Block, gap, paragraph, type Table } from './blocks.js';
import { diagnosisBlocks } from './diagnosis.js';
import { errorDetails, errorTitle } from './error-text.js';
import type { Lives } from './lives.js';
import { lostUpdateBlocks } from './lost-update.js';
import { messages } from './messages.js';
import { outcomeLine, outcomeReason } from './outcome.js';
import type { DemoFacts, OwnTable, Terminal } from './renderer.js';
import { resultTables } from './result-tables.js';
import type { Theme } from './theme.js';
import {
  notableProcesses,
  notableThreads,
  processesTable,
  threadsTable,
  withoutMainOfProcesses,
} from './threads-table.js';
import { raceBlocks, warningBlocks } from './warnings.js';

export interface RunFacts {
  readonly demo: DemoFacts;
  readonly tables?: readonly OwnTable[];
  readonly start: RunStartEvent;
  readonly end: RunEndEvent;
  readonly diagnosis?: Diagnosis;
  readonly lives: Lives;
}

export interface SummaryOptions {
  /** List all threads and processes, not only those with an unusual end. */
  readonly threads: boolean;
  readonly terminal: Terminal;
}

export function summary(run: RunFacts, { threads, terminal }: SummaryOptions, theme: Theme): Block[] {
  const { demo, start, end, diagnosis } = run;
  const parts = [
    outcome(start, end, theme),
    diagnosis === undefined ? [] : diagnosisBlocks(diagnosis, end.reason, terminal, theme),
    failure(end, theme),
    spaced(resultTables(end, run.tables, theme)),
    [...lostUpdateBlocks(end, terminal, theme), ...raceBlocks(end, terminal, theme)],
    warningBlocks(end, demo, terminal, theme),
    lives(run, threads, theme),
    hints(demo, end, terminal, theme),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => [gap, ...part]);
}

function outcome(start: RunStartEvent, end: RunEndEvent, theme: Theme): Block[] {
  const ending = { demo: start.demo, ...end };
  const { exitcode, seconds } = end;
  const further = [messages.seconds(seconds), ...(exitcode === undefined ? [] : [messages.exitcode(exitcode)])];
  const sequential = end.sequential ? [paragraph(messages.sequential, { indent: 2 })] : [];
  return [outcomeLine(ending, theme, further), ...outcomeReason(ending, theme), ...sequential];
}

/** An error that the log has not shown as a thread's end: `main` returned a value that cannot be passed on, for example. */
function failure({ error, threads }: RunEndEvent, theme: Theme): Block[] {
  if (error === undefined || threads.some((thread) => thread.error)) return [];
  return [
    paragraph(messages.programFailed(errorTitle(error)), { style: theme.alarm }),
    ...errorDetails(error, 2, theme),
  ];
}

function lives({ end, lives }: RunFacts, all: boolean, theme: Theme): Block[] {
  const { headings } = messages;
  const threads = all ? withoutMainOfProcesses(end.threads) : notableThreads(end);
  const processes = all ? end.processes : notableProcesses(end);
  const tables = [
    titled(headings.threads, threads.length > 0 ? threadsTable(threads, lives, theme) : undefined, theme),
    titled(headings.processes, processes.length > 0 ? processesTable(processes, lives, theme) : undefined, theme),
  ];
  return tables.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : [gap, ...part]));
}

function titled(title: string, table: Table | undefined, theme: Theme): Block[] {
  return table === undefined ? [] : [paragraph(title, { style: theme.strong }), table];
}

function spaced(tables: readonly Table[]): Block[] {
  return tables.flatMap((table, at): Block[] => (at === 0 ? [table] : [gap, table]));
}

/** The notice of the outcome, and commands to try next. */
function hints({ next = [] }: DemoFacts, { outcome }: RunEndEvent, terminal: Terminal, theme: Theme): Block[] {
  const width = Math.max(messages.notice.length, messages.next.length);
  const hint = (label: string, text: string | undefined): Block[] =>
    text ? [paragraph(text, { leads: [{ text: label, width, style: theme.strong }] })] : [];
  const commands = fitting(next, ` ${theme.glyphs.separator} `, terminal.columns - width - 2);
  return [...hint(messages.notice, outcome?.notice && theme.prose(outcome.notice)), ...hint(messages.next, commands)];
}

/** The first command, and as many of the others as fit on the same line. */
function fitting([first, ...others]: readonly string[], separator: string, columns: number): string | undefined {
  return others.reduce((line, command) => {
    const longer = `${line}${separator}${command}`;
    return longer.length > columns ? line : longer;
  }, first as string);
}
