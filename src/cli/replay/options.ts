/** The options of `replay`, checked as far as possible without a demo. */
import { refusals } from '../../render/refusals.js';
import type { ReplayFormat } from '../../render/replay/replay-renderer.js';
import { UserError } from '../../session/user-error.js';
import { readNumber } from '../read-number.js';
import type { ColorChoice } from '../terminal/terminal.js';

/** Options as commander reads them. */
export interface RawReplayOptions {
  readonly step?: boolean;
  readonly format?: ReplayFormat;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
  readonly ascii?: boolean;
  readonly arena?: string;
}

export interface ReplayRequest {
  readonly isStepwise: boolean;
  readonly format: ReplayFormat;
  readonly quiet: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
  readonly arena: number | undefined;
}

/** Raises UserError for a value that an option does not take, for contradictions, and for `--step` without a keyboard. */
export function readReplayOptions(raw: RawReplayOptions, stdin: { isTTY?: boolean } = process.stdin): ReplayRequest {
  const { step = false, json = false, quiet = false, color, ascii = false } = raw;
  if (json && raw.format !== undefined && raw.format !== 'json') {
    throw UserError.inWords(refusals.twoFormats(raw.format));
  }
  const format = json ? 'json' : (raw.format ?? 'pretty');
  const flag = json ? '--json' : `--format ${format}`;
  if (quiet && format !== 'pretty') throw UserError.inWords(refusals.quietFormat(flag));
  if (step && quiet) throw UserError.inWords(refusals.noLog('--step'));
  if (step && format !== 'pretty') throw UserError.inWords(refusals.paceFormat('--step', flag));
  if (step && !stdin.isTTY) throw UserError.inWords(refusals.paceStdin('--step'));
  const arena = readNumber('--arena', raw.arena, { min: 1, max: 1024, isWhole: true, of: 'MiB' });
  return { isStepwise: step, format, quiet, color, ascii, arena };
}
