/** The final screen of a command on a terminal of a given size, as text and with its colours. */
import xterm from '@xterm/headless';
import { onTerminal } from './on-terminal.js';

export interface Screen {
  readonly lines: readonly string[];
  /** The same with `‹cyan›` and the like where the look changes. */
  readonly coloured: readonly string[];
  /** True if a line was too long for the terminal, which broke it. */
  readonly isBroken: boolean;
}

/** Runs a command on a terminal high enough that nothing scrolls away. */
export async function screenOf(args: readonly string[], columns: number, cwd?: string): Promise<Screen> {
  const { text } = await onTerminal(args, {
    cwd,
    columns,
    rows: ROWS,
    env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
  });
  const terminal = await emulated(text, columns, ROWS);
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.cursorY + 1 }, (_, row) => active.getLine(row)).filter(
    (row) => row !== undefined,
  );
  const isBroken = rows.some((row) => row.isWrapped);
  const lines = rows.map((row) => row.translateToString(true));
  const coloured = rows.map((row, index) => looks(row, lines[index]?.length ?? 0));
  terminal.dispose();
  return { lines, coloured, isBroken };
}

/** The text on a terminal after all this output, including lines that have scrolled off its top. */
export async function textOnScreen(written: string, columns: number, rows: number): Promise<string> {
  const terminal = await emulated(written, columns, rows);
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  terminal.dispose();
  return lines.join('\n').trimEnd();
}

async function emulated(text: string, columns: number, rows: number) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text.replace(/\r?\n/g, '\r\n'), resolve));
  return terminal;
}

const ROWS = 300;
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

type Row = NonNullable<ReturnType<InstanceType<typeof xterm.Terminal>['buffer']['active']['getLine']>>;
type Cell = NonNullable<ReturnType<Row['getCell']>>;

function looks(row: Row, length: number): string {
  let text = '';
  let last = '';
  for (let column = 0; column < length; column++) {
    const cell = row.getCell(column);
    if (cell === undefined) break;
    const look = lookOf(cell);
    if (look !== last) text += `‹${look}›`;
    last = look;
    text += cell.getChars() || ' ';
  }
  return last === '' ? text : `${text}‹›`;
}

function lookOf(cell: Cell): string {
  const parts = [];
  if (cell.isFgPalette()) {
    const colour = cell.getFgColor();
    parts.push(colour < 8 ? COLOURS[colour] : `bright-${COLOURS[colour - 8]}`);
  }
  if (cell.isBold()) parts.push('bold');
  if (cell.isDim()) parts.push('dim');
  return parts.join(' ');
}
