/** Options of `run` that contradict each other, or that need a keyboard. */

import { refusals } from '../../render/refusals.js';
import { UserError } from '../../session/user-error.js';
import { formatOf, type RawRunOptions } from './raw-options.js';

/** Raises UserError if there are any. */
export function refuseContradictions(raw: RawRunOptions, stdin: { isTTY?: boolean } = process.stdin): void {
  const { json, quiet, trace, view } = raw;
  const format = formatOf(raw);
  const flag = json ? '--json' : `--format ${format}`;
  if (json && raw.format !== undefined && raw.format !== 'json')
    throw UserError.inWords(refusals.twoFormats(raw.format));
  if (quiet && format !== 'pretty') throw UserError.inWords(refusals.quietFormat(flag));
  if (quiet && trace !== 'log') throw UserError.inWords(refusals.quietTrace(trace));
  if (format === 'json' && trace !== 'log') {
    throw UserError.inWords(refusals.jsonTrace(flag, trace), refusals.jsonTraceHint);
  }
  if (view === 'lanes') {
    if (quiet) throw UserError.inWords(refusals.noLog('--view lanes'));
    if (format !== 'pretty') throw UserError.inWords(refusals.lanesFormat(flag));
  }
  if (raw.stepLog && quiet) throw UserError.inWords(refusals.noLog('--step-log'));
  for (const option of paceOptions(raw)) {
    if (format !== 'pretty') throw UserError.inWords(refusals.paceFormat(option, flag));
    if (!stdin.isTTY) throw UserError.inWords(refusals.paceStdin(option));
  }
}

function paceOptions({ pause, stepLog }: RawRunOptions): string[] {
  return [...(pause ? ['--pause'] : []), ...(stepLog ? ['--step-log'] : [])];
}
