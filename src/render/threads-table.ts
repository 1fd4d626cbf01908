/** Tables of a run's threads and processes. */
import type { ErrorFacts, ProcessRecord, ThreadRecord } from '../events/facts.js';
import type { RunEndEvent } from '../events/run-event.js';
import { threadLabel } from '../events/thread-label.js';
import { type Cell, type Table, table } from './blocks.js';
import { errorTitle } from './error-text.js';
import type { Life, Lives } from './lives.js';
import { messages } from './messages.js';
import { plainLine } from './plain-text.js';
import type { Theme } from './theme.js';

/** Threads that failed, were killed, or were still alive at the end. Threads that wait in a hang are in the diagnosis. */
export function notableThreads({ reason, threads }: RunEndEvent): ThreadRecord[] {
  return withoutMainOfProcesses(threads).filter(({ end, error }) => {
    if (end === 'alive') return reason === 'completed';
    return end === 'killed' || error !== undefined;
  });
}

/** Without the main threads of processes, which the table of processes shows. */
export function withoutMainOfProcesses(threads: readonly ThreadRecord[]): ThreadRecord[] {
  return threads.filter(({ name, process }) => process === 'MainProcess' || name !== 'MainThread');
}

/** Processes that did not end by themselves, or failed. */
export function notableProcesses({ reason, processes }: RunEndEvent): ProcessRecord[] {
  return processes.filter(({ end, exitcode }) => {
    if (end === 'alive' || end === 'stopped') return reason === 'completed';
    return end !== 'exited' || exitcode !== 0;
  });
}

/** Of many threads, only the first and those that did not return normally. */
export function threadsTable(threads: readonly ThreadRecord[], lives: Lives, theme: Theme): Table {
  const shown = threads.length > MOST_ROWS ? mostNotable(threads) : threads;
  const rows = shown.map((thread) => [
    plainLine(threadLabel({ thread: thread.name, process: thread.process })),
    ...times(lives.ofThread(thread.ident), theme),
    howEnded(thread, theme),
  ]);
  const hidden = threads.length - shown.length;
  if (hidden > 0) rows.push([theme.prose(messages.moreThreads(hidden)), '', '', messages.howEnded.returned]);
  return table(messages.heads.threads, rows);
}

export function processesTable(processes: readonly ProcessRecord[], lives: Lives, theme: Theme): Table {
  const none = theme.prose(messages.none);
  const rows = processes.map((process): Cell[] => [
    plainLine(process.name),
    process.pid,
    (process.end === 'stopped' ? null : process.exitcode) ?? none,
    ...times(lives.ofProcess(process.pid), theme),
    howProcessEnded(process, theme),
  ]);
  return table(messages.heads.processes, rows);
}

const MOST_ROWS = 24;

function mostNotable(threads: readonly ThreadRecord[]): ThreadRecord[] {
  const notable = threads.filter(({ end }) => end !== 'returned');
  const chosen = new Set([...notable, ...threads].slice(0, Math.max(MOST_ROWS, notable.length)));
  return threads.filter((thread) => chosen.has(thread));
}

function times({ started, ended }: Life, theme: Theme): string[] {
  return [started, ended].map((seconds) => (seconds === null ? theme.prose(messages.none) : seconds.toFixed(3)));
}

function howEnded({ end, error, daemon }: ThreadRecord, theme: Theme): Cell {
  const text = end === 'exception' && error ? briefly(error) : messages.howEnded[end];
  if (end === 'returned' || (end === 'exit' && error === undefined)) return text;
  if (end === 'alive') return daemon ? `${text} (daemon)` : text;
  return { text: `${theme.glyphs.forbidden} ${text}`, style: theme.alarm };
}

/** A long message is in the log with its stack; here it would make the table too wide. */
function briefly(error: ErrorFacts): string {
  const title = errorTitle(error);
  return title.length > MOST_CHARACTERS ? plainLine(error.type) : title;
}

const MOST_CHARACTERS = 48;

function howProcessEnded({ end, exitcode, daemon }: ProcessRecord, theme: Theme): Cell {
  const text = messages.howProcessEnded[end];
  if (end === 'alive') return daemon ? `${text} (daemon)` : text;
  const isWrong = end === 'killed' || (end === 'exited' && exitcode !== null && exitcode > 0);
  return isWrong ? { text: `${theme.glyphs.forbidden} ${text}`, style: theme.alarm } : text;
}
