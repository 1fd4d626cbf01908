/** Options of `run` that contradict each other, or that need a keyboard. */
import { refusals } from '../../render/refusals.js';
import { UsageError } from '../usage-error.js';
import { formatOf, type RawRunOptions } from './raw-options.js';

/** Raises UsageError if there are any. */
export function refuseContradictions(raw: RawRunOptions, stdin: { isTTY?: boolean } = process.stdin): void {
  const { json, quiet, trace, view } = raw;
  const format = formatOf(raw);
  const flag = json ? '--json' : `--format ${format}`;
  if (json && raw.format !== undefined && raw.format !== 'json') throw new UsageError(refusals.twoFormats(raw.format));
  if (quiet && format !== 'pretty') throw new UsageError(refusals.quietFormat(flag));
  if (quiet && trace !== 'log') throw new UsageError(refusals.quietTrace(trace));
  if (format === 'json' && trace !== 'log') {
    throw new UsageError(refusals.jsonTrace(flag, trace), refusals.jsonTraceHint);
  }
  if (view === 'lanes') {
    if (quiet) throw new UsageError(refusals.noLog('--view lanes'));
    if (format !== 'pretty') throw new UsageError(refusals.lanesFormat(flag));
  }
  if (raw.stepLog && quiet) throw new UsageError(refusals.noLog('--step-log'));
  for (const option of paceOptions(raw)) {
    if (format !== 'pretty') throw new UsageError(refusals.paceFormat(option, flag));
    if (!stdin.isTTY) throw new UsageError(refusals.paceStdin(option));
  }
}

function paceOptions({ pause, stepLog }: RawRunOptions): string[] {
  return [...(pause ? ['--pause'] : []), ...(stepLog ? ['--step-log'] : [])];
}
