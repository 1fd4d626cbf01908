/** Colours and glyphs. A colour only repeats what a word or a glyph says; every glyph has an ASCII twin. */
import type { ForegroundColorName } from 'chalk';
import type { Grade } from '../events/facts.js';
import type { Style } from './blocks.js';
import type { LaneState } from './lane.js';
import type { Terminal } from './renderer.js';

export interface Theme {
  readonly glyphs: Glyphs;
  readonly strong: Style;
  readonly faint: Style;
  readonly alarm: Style;
  /** The colour of a grade; without one, the colour of a run that was cut short. */
  grade(grade: Grade | 'cut'): Style;
  /** The style of a part of a program: `keyword`, `string` … Undefined without colours, so that no highlighting is needed. */
  readonly syntax: ((scope: string) => Style | undefined) | undefined;
  /** A thread's colour, the same throughout a run. */
  thread(index: number): Style;
  /** Our own prose or a demo's, with typographic characters replaced by ASCII if needed. */
  prose(text: string): string;
}

interface Glyphs extends Readonly<Record<Grade | 'cut', string>> {
  readonly ellipsis: string;
  readonly separator: string;
  /** Glyphs for what a thread does, in its lane. */
  readonly lanes: Readonly<Record<LaneState, string>>;
}

/** Loads chalk only if there are colours. */
export async function createTheme(terminal: Terminal): Promise<Theme> {
  const paint = terminal.colour ? await loadPaint() : () => plain;
  return {
    glyphs: terminal.unicode ? UNICODE : ASCII,
    strong: paint('bold'),
    faint: paint('dim'),
    alarm: paint('redBright'),
    grade: (grade) => paint(GRADE_COLOURS[grade]),
    syntax: terminal.colour ? syntaxIn(paint) : undefined,
    thread: (index) => paint(THREAD_COLOURS[index % THREAD_COLOURS.length] ?? 'cyan'),
    prose: terminal.unicode ? plain : inAscii,
  };
}

const UNICODE: Glyphs = {
  expected: '✓',
  interesting: '◆',
  forbidden: '✗',
  cut: '■',
  ellipsis: '…',
  separator: '·',
  lanes: { runs: '│', holds: '┃', waits: '┊', both: '╫', sleeps: '·' },
};

const ASCII: Glyphs = {
  expected: '[ok]',
  interesting: '[!]',
  forbidden: '[x]',
  cut: '[-]',
  ellipsis: '~',
  separator: '|',
  lanes: { runs: '|', holds: '#', waits: ':', both: '%', sleeps: '.' },
};

type Paint = ForegroundColorName | 'bold' | 'dim';

const GRADE_COLOURS: Readonly<Record<Grade | 'cut', Paint>> = {
  expected: 'green',
  interesting: 'yellowBright',
  forbidden: 'redBright',
  cut: 'yellow',
};

// Red is reserved for failures; black and white may be the background.
const THREAD_COLOURS: readonly Paint[] = [
  'cyan',
  'yellow',
  'magenta',
  'green',
  'blueBright',
  'cyanBright',
  'yellowBright',
  'magentaBright',
  'greenBright',
  'blue',
];

const SYNTAX_COLOURS: Readonly<Record<string, Paint>> = {
  comment: 'dim',
  keyword: 'magenta',
  string: 'green',
  regexp: 'green',
  number: 'yellow',
  literal: 'yellow',
  title: 'cyan',
  built_in: 'blueBright',
  meta: 'blueBright',
};

function syntaxIn(paint: (paint: Paint) => Style): (scope: string) => Style | undefined {
  const looks = new Map(Object.entries(SYNTAX_COLOURS).map(([scope, colour]) => [scope, paint(colour)]));
  return (scope) => looks.get(scope);
}

async function loadPaint(): Promise<(paint: Paint) => Style> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return (paint) => chalk[paint];
}

function plain(text: string): string {
  return text;
}

/** Typographic characters replaced by ASCII, others as they are. */
export function inAscii(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/g, (character) => TWINS[character] ?? character);
}

const TWINS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '·': '|',
  '×': 'x',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  '←': '<-',
  '\u00a0': ' ',
};
