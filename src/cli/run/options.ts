/** The options of `run`, checked as far as possible without a demo. */

import type { StartLine } from '../../events/facts.js';
import type { Format, View } from '../../render/create-renderer.js';
import { refusals } from '../../render/refusals.js';
import { numberIn } from '../../session/number.js';
import { UserError } from '../../session/user-error.js';
import { readNumber } from '../read-number.js';
import type { ColorChoice } from '../terminal/terminal.js';
import { refuseContradictions } from './contradictions.js';
import { formatOf, type RawRunOptions } from './raw-options.js';

export interface RunRequest {
  readonly variant: string | undefined;
  readonly params: readonly string[];
  readonly expect: string | undefined;
  readonly format: Format;
  readonly view: View;
  readonly quiet: boolean;
  readonly threads: boolean;
  readonly pace: Pace;
  readonly color: ColorChoice;
  readonly ascii: boolean;
  readonly options: {
    readonly speed: number | 'max' | undefined;
    readonly start: StartLine;
    readonly seed: number | undefined;
    readonly timeout: number | undefined;
    readonly trace: 'log' | 'waits' | 'ops';
    readonly arena: number | undefined;
  };
}

/** Whether the run waits for the reader. */
interface Pace {
  /** Before the next demo. */
  readonly pauses: boolean;
  /** Before the next line of the log. */
  readonly steps: boolean;
}

/** Raises UserError for a value that an option does not take, and for options that contradict each other. */
export function readRunOptions(raw: RawRunOptions): RunRequest {
  refuseContradictions(raw);
  const timeout = readNumber('--timeout', raw.timeout, { min: 0, of: 'seconds' }) ?? 0;
  return {
    variant: raw.variant,
    params: raw.param ?? [],
    expect: raw.expect,
    format: formatOf(raw),
    view: raw.view,
    quiet: raw.quiet ?? false,
    threads: raw.threads ?? false,
    pace: { pauses: raw.pause ?? false, steps: raw.stepLog ?? false },
    color: raw.color,
    ascii: raw.ascii ?? false,
    options: {
      speed: raw.speed === 'max' ? 'max' : readSpeed(raw.speed),
      start: raw.start,
      seed: readNumber('--seed', raw.seed, { min: 0, max: 2 ** 32 - 1, isWhole: true }),
      timeout: timeout === 0 ? undefined : timeout,
      // Lanes show which thread holds and which waits; the level `log` does not record that.
      trace: raw.view === 'lanes' && raw.trace === 'log' ? 'waits' : raw.trace,
      arena: readNumber('--arena', raw.arena, { min: 1, max: 1024, isWhole: true, of: 'MiB' }),
    },
  };
}

function readSpeed(text: string | undefined): number | undefined {
  const speed = text === undefined ? undefined : numberIn(text);
  if (speed === undefined || speed > 0) return speed;
  throw UserError.inWords(refusals.speed(text as string));
}
