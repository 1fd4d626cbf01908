/** What the terminal can show, from options and environment. */
import type { Terminal } from '../../render/renderer.js';

export type ColorChoice = 'auto' | 'always' | 'never';

export interface TerminalOptions {
  readonly color?: ColorChoice;
  readonly ascii?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

export function readTerminal(
  { color = 'auto', ascii = false }: TerminalOptions = {},
  env: Environment = process.env,
  stream: Stream = process.stdout,
): Terminal {
  return {
    get columns() {
      return columnsOf(stream, env);
    },
    colour: hasColour(color, env, stream),
    unicode: !ascii && hasUnicode(env),
    isEndless: stream.isTTY !== true && env.COLUMNS === undefined,
    folder: process.cwd(),
  };
}

/** In this order: `--color`, FORCE_COLOR, a non-empty NO_COLOR, a dumb terminal, and whether the stream is a terminal. */
function hasColour(choice: ColorChoice, env: Environment, stream: Stream): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  if (env.TERM === 'dumb') return false;
  return stream.isTTY === true;
}

/** A system that names no character set most likely has UTF-8. Linux's own console has too few glyphs. */
function hasUnicode(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return env.TERM !== 'linux' && (locale === undefined || /utf-?8/i.test(locale));
}

function columnsOf(stream: Stream, env: Environment): number {
  const stated = Number(env.COLUMNS);
  const columns = (stream.isTTY && stream.columns) || (stated > 0 && Math.floor(stated)) || 80;
  return Math.max(columns, NARROWEST);
}

/** Lines are laid out for at least this many columns; a narrower terminal breaks them itself. */
const NARROWEST = 24;
