/** How a verb that shows and saves results has ended, apart from what they say. */
import { messages } from '../render/messages.js';
import { ExitCode } from './exit-codes.js';
import { warn } from './report-error.js';
import type { ResultsFile } from './results-file.js';
import type { Interruption } from './terminal/interruption.js';
import type { Output } from './terminal/output.js';

export interface EndOfResults {
  readonly interruption: Interruption;
  readonly output: Output;
  readonly file: ResultsFile | undefined;
  readonly path: string | undefined;
}

/** The exit code of an interruption or of output that could not be written; undefined if the results decide. */
export function endOfResults({ interruption, output, file, path = '' }: EndOfResults): ExitCode | undefined {
  if (interruption.exitCode !== undefined) return interruption.exitCode;
  const unwritten: [string, Error | undefined][] = [
    ['stdout', output.failure],
    [path, file?.failure],
  ];
  const failed = unwritten.filter(([, failure]) => failure !== undefined);
  for (const [name, failure] of failed) warn(messages.unwritable(name, failure?.message));
  if (failed.length > 0) return ExitCode.internal;
  return output.closed.aborted ? ExitCode.ok : undefined;
}
