/** What a user's own program prints: its log, and as Python has it what ended a thread, or why nobody can go on. */
import { relatedErrors } from '../events/related-errors.js';
import type { ErrorFacts, RunEvent, WaitingThread } from '../events/run-event.js';
import { areOfSeveral, whoIs } from '../events/who.js';

let closing: AbortController | undefined;

/** Aborted when nobody reads stdout any more: `node program.mjs | head`. */
export function stdoutClosed(): AbortSignal {
  if (closing) return closing.signal;
  const closed = new AbortController();
  closing = closed;
  // Without a listener, whoever wrote last would be shown with a stack.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closed.abort();
    else if (process.stdout.listenerCount('error') === 1) throw error;
  });
  process.stderr.on('error', () => {});
  return closed.signal;
}

/** Receives the events of one run. */
export function print(): (event: RunEvent) => void {
  let waiting: readonly WaitingThread[] = [];
  return (event) => {
    switch (event.type) {
      case 'log':
        (event.stream === 'stderr' ? process.stderr : process.stdout).write(`${event.text}\n`);
        break;
      case 'thread.end':
        if (event.error && !event.hooked) complain(`${whoFailed(event)}:`, textOf(event.error));
        break;
      case 'warning':
        complain(`warning: ${event.message}`);
        break;
      case 'diagnosis':
        waiting = event.diagnosis.waiting;
        break;
      case 'run.end':
        if (event.reason === 'timeout') complain('The program was stopped: its time is over.');
        if (event.reason === 'hung') complain('Nobody can go on:');
        complain(...waiting.map((each) => `  ${describeWaiting(each, areOfSeveral(waiting))}`));
        // What no thread has said: main returned what cannot be passed on, say.
        if (event.error && !event.threads.some(({ error }) => error)) complain(textOf(event.error));
        break;
    }
  };
}

/** As Python says it: an exception in the main thread of a process is the process's. */
function whoFailed({ thread, process }: { readonly thread: string; readonly process: string }): string {
  return thread === 'MainThread' && process !== 'MainProcess' ? `Process ${process}` : `Exception in thread ${thread}`;
}

function complain(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}

/** With what it comes from, as Node shows a cause. */
function textOf(error: ErrorFacts): string {
  const others = relatedErrors(error).map(({ error, relation }) => `${words[relation]}: ${alone(error)}`);
  return [alone(error), ...others].join('\n');
}

const words = { cause: 'Caused by', part: 'One of them' } as const;

function alone({ type, message, stack }: ErrorFacts): string {
  return stack || `${type}: ${message}`;
}

function describeWaiting({ thread, process, call, object, heldBy, at }: WaitingThread, several: boolean): string {
  const what = object === null ? '' : ` for ${object}`;
  const holder = heldBy === null || heldBy === object ? '' : `, held by ${heldBy}`;
  return `${whoIs({ thread, process }, several)} waits in ${call}${what}${holder}${at === null ? '' : ` (${at})`}`;
}
