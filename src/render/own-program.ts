/** What a user's own program prints: its log and, as in Python, what ended a thread; also why no thread can continue. */
import type { Diagnosis, ErrorFacts, Reason } from '../events/facts.js';
import { relatedErrors } from '../events/related-errors.js';
import type { RunEvent } from '../events/run-event.js';
import { diagnosisText } from './diagnosis.js';
import { messages } from './messages.js';
import { sentenceLines, warningLines } from './warnings.js';

let closing: AbortController | undefined;

/** Aborted when the reader closes stdout, as in `node program.mjs | head`. */
export function stdoutClosed(): AbortSignal {
  if (closing) return closing.signal;
  const closed = new AbortController();
  closing = closed;
  // Without a listener, Node would print the stack of the last write.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closed.abort();
    else if (process.stdout.listenerCount('error') === 1) throw error;
  });
  process.stderr.on('error', () => {});
  return closed.signal;
}

/** Receives the events of one run. */
export function print(): (event: RunEvent) => void {
  let diagnosis: Diagnosis | undefined;
  return (event) => {
    switch (event.type) {
      case 'log':
        (event.stream === 'stderr' ? process.stderr : process.stdout).write(`${event.text}\n`);
        break;
      case 'thread.end':
        if (event.error && !event.hooked) complain(whoFailed(event), textOf(event.error));
        break;
      case 'warning':
        if (event.code === 'left-behind') complain(messages.warning(event.message));
        else complain(...warningLines(event));
        break;
      case 'diagnosis':
        diagnosis = event.diagnosis;
        break;
      case 'run.end':
        if (event.reason === 'timeout') complain(words.timeout);
        if (diagnosis) complain(...diagnosisLines(diagnosis, event.reason));
        // A deadlock was told when it was found.
        for (const warning of event.warnings ?? []) if (warning.code !== 'deadlock') complain(...warningLines(warning));
        // An error that no thread has reported: main returned a value that cannot be passed on, for example.
        if (event.error && !event.threads.some(({ error }) => error)) complain(textOf(event.error));
        break;
    }
  };
}

/** As in Python, an exception in the main thread of a child process is reported for the process. */
function whoFailed({ thread, process }: { readonly thread: string; readonly process: string }): string {
  return thread === 'MainThread' && process !== 'MainProcess'
    ? words.failedProcess(process)
    : words.failedThread(thread);
}

function complain(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}

/** The error with its related errors, as Node shows a cause. */
function textOf(error: ErrorFacts): string {
  const others = relatedErrors(error).map(({ error, relation }) => words.related[relation](alone(error)));
  return [alone(error), ...others].join('\n');
}

const words = messages.ownProgram;

function alone({ type, message, stack }: ErrorFacts): string {
  return stack || `${type}: ${message}`;
}

/** The words of the command line's summary, with places in the form that editors and terminals open. */
function diagnosisLines(diagnosis: Diagnosis, reason: Reason): string[] {
  const { heading, sentences } = diagnosisText(diagnosis, reason);
  return sentences.length === 0 ? [] : [heading, ...sentenceLines(sentences)];
}
