/** The page at the end of a run: result, threads, outcome, and what to do next. */
import type { Diagnosis, Reason, RunEndEvent, RunStartEvent } from '../events/run-event.js';
import { type Block, gap, paragraph, type Table } from './blocks.js';
import { diagnosisBlocks } from './diagnosis.js';
import { errorDetails, errorTitle } from './error-text.js';
import { messages } from './messages.js';
import { outcomeLine, outcomeReason } from './outcome.js';
import type { DemoFacts } from './renderer.js';
import { resultTables } from './result-tables.js';
import type { Theme } from './theme.js';
import { processesTable, threadsTable, withoutMainOfProcesses } from './threads-table.js';

export interface RunFacts {
  readonly demo: DemoFacts;
  readonly start: RunStartEvent;
  readonly end: RunEndEvent;
  readonly diagnosis?: Diagnosis;
}

export function summary({ demo, start, end, diagnosis }: RunFacts, theme: Theme): Block[] {
  const { headings } = messages;
  const threads = withoutMainOfProcesses(end.threads);
  const parts = [
    diagnosis === undefined ? [] : diagnosisBlocks(diagnosis, end.reason, theme),
    failure(end, theme),
    titled(headings.result, resultTables(end, demo, theme), theme),
    titled(headings.threads, threads.length > 0 ? [threadsTable(threads, theme)] : [], theme),
    titled(headings.processes, end.processes.length > 0 ? [processesTable(end.processes, theme)] : [], theme),
    outcome(start, end, theme),
    hints(demo, end.reason, theme),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => [gap, ...part]);
}

/** What the log has not told as a thread's end: what `main` returned cannot be passed on, say. */
function failure({ error, threads }: RunEndEvent, theme: Theme): Block[] {
  if (error === undefined || threads.some((thread) => thread.error)) return [];
  return [
    paragraph(messages.programFailed(errorTitle(error)), { style: theme.alarm }),
    ...errorDetails(error, 2, theme),
  ];
}

function titled(title: string, tables: readonly Table[], theme: Theme): Block[] {
  if (tables.length === 0) return [];
  const spaced = tables.flatMap((table, index): Block[] => (index === 0 ? [table] : [gap, table]));
  return [paragraph(title, { style: theme.strong }), ...spaced];
}

function outcome(start: RunStartEvent, end: RunEndEvent, theme: Theme): Block[] {
  const ending = { demo: start.demo, ...end };
  const { conditions } = messages;
  const setting = [
    conditions.start(start.start),
    conditions.speed(start.speed),
    conditions.seed(start.seed),
    messages.seconds(end.seconds),
    ...(end.exitcode === undefined ? [] : [messages.exitcode(end.exitcode)]),
  ];
  return [
    outcomeLine(ending, theme),
    ...outcomeReason(ending, theme),
    paragraph(setting.join(` ${theme.glyphs.separator} `), { indent: 2, style: theme.faint }),
  ];
}

/** What there is to notice is not to be seen in a run that was cut short. */
function hints({ notice, next }: DemoFacts, reason: Reason, theme: Theme): Block[] {
  const isCut = reason === 'timeout' || reason === 'interrupted';
  const width = Math.max(messages.notice.length, messages.next.length);
  const hint = (label: string, text: string | undefined): Block[] =>
    text ? [paragraph(text, { leads: [{ text: label, width, style: theme.strong }] })] : [];
  return [...hint(messages.notice, notice && !isCut ? theme.prose(notice) : undefined), ...hint(messages.next, next)];
}
