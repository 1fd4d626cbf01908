import type { StartLine } from '../../events/facts.js';
import type { Format, View } from '../../render/create-renderer.js';
import type { ColorChoice } from '../terminal/terminal.js';

/** The options of `run` as commander reads them. */
export interface RawRunOptions {
  readonly variant?: string;
  readonly param?: readonly string[];
  readonly speed?: string;
  readonly start: StartLine;
  readonly seed?: string;
  readonly timeout: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly trace: 'log' | 'waits' | 'ops';
  readonly view: View;
  readonly threads?: boolean;
  readonly pause?: boolean;
  readonly stepLog?: boolean;
  readonly color: ColorChoice;
  readonly ascii?: boolean;
  readonly quiet?: boolean;
  readonly expect?: string;
  readonly arena?: string;
  readonly help?: boolean;
}

/** `--json` is short for a format. */
export function formatOf({ json, format = 'pretty' }: Pick<RawRunOptions, 'json' | 'format'>): Format {
  return json ? 'json' : format;
}
