/** The options of verbs that show rows of results and save them to a file. */
import { refusals } from '../render/refusals.js';
import { UserError } from '../session/user-error.js';
import type { ColorChoice } from './terminal/terminal.js';

/** As commander reads them. */
export interface RawResultsOptions<Format extends string> {
  readonly format?: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
  readonly ascii?: boolean;
}

export interface ResultsOptions<Format extends string> {
  readonly format: Format | 'pretty' | 'json';
  /** A file for the results. */
  readonly file: { readonly path: string; readonly format: Format | 'pretty' | 'json' } | undefined;
  readonly quiet: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
}

/** Raises UserError for options that contradict each other. `endings` are the file extensions that stand for a format. */
export function readResultsOptions<Format extends string>(
  raw: RawResultsOptions<Format>,
  endings: Readonly<Record<string, Format>>,
): ResultsOptions<Format> {
  const { json, format, output, quiet = false, color, ascii = false } = raw;
  if (json && format !== undefined && format !== 'json') throw UserError.inWords(refusals.twoFormats(format));
  const flag = json ? '--json' : `--format ${format}`;
  if (quiet && output === undefined && flag !== '--format pretty' && (json || format !== undefined)) {
    throw UserError.inWords(...refusals.quietRows(flag));
  }
  const asked = json ? 'json' : format;
  return {
    // With -o the file gets the format, and the terminal the table.
    format: output === undefined ? (asked ?? 'pretty') : 'pretty',
    file: output === undefined ? undefined : { path: output, format: asked ?? byEnding(output, endings) ?? 'pretty' },
    quiet,
    color,
    ascii,
  };
}

function byEnding<Format>(path: string, endings: Readonly<Record<string, Format>>): Format | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined;
}

/** The values of an option that may be repeated and may list several values, separated by commas. */
export function listed(texts: readonly string[] = []): string[] {
  const values = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  return [...new Set(values)];
}
