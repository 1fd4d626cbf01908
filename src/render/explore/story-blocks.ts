/**
 * A schedule step by step: one column per thread that takes part, and one per shared value whose number changes. If they do not
 * fit the terminal, a list. A screen of 24 lines holds it.
 */
import type { ExploredOutcome, Story, StoryStep } from '../../events/explore-report.js';
import { type Block, type Cell, code, gap, paragraph, table } from '../blocks.js';
import { diagnosisBlocks } from '../diagnosis.js';
import { labelled } from '../labelled.js';
import { messages as common } from '../messages.js';
import { targetNames } from '../names.js';
import { shownPlace } from '../places.js';
import { plainLine } from '../plain-text.js';
import { shellWord } from '../shell-word.js';
import type { Theme } from '../theme.js';
import { wayOf } from './claims.js';
import { exploreMessages as messages } from './explore-messages.js';
import { diagnosisOf } from './story-hang.js';
import {
  changingValues,
  decidingStep,
  type LostStore,
  lastLostStore,
  participants,
  type StoryLine,
  storyLines,
} from './story-lines.js';
import type { Surroundings } from './surroundings.js';

/** The lines of a screen, and the fewest of them for the steps. */
const SCREEN = 24;
const FEWEST_LINES = 6;
const MOST_WAITS = 4;

export function storyBlocks(outcome: ExploredOutcome, story: Story, around: Surroundings): Block[] {
  const { theme } = around;
  const cast = castOf(story);
  const replay = replayBlocks(outcome, around);
  const before = [paragraph(heading(outcome), { indent: 2, style: theme.strong }), ...early(outcome, story, cast), gap];
  const after = [...ending(story, cast, around), ...replay];
  const head = 1;
  const lines = storyLines(story, cast.letters, Math.max(FEWEST_LINES, SCREEN - before.length - after.length - head));
  return [...before, ...told(lines, cast, around), ...after];
}

/** The command that replays the outcome's schedule. */
export function replayBlocks(
  { schedule }: Pick<ExploredOutcome, 'schedule'>,
  { command, terminal }: Pick<Surroundings, 'command' | 'terminal'>,
): Block[] {
  if (schedule === null) return [];
  const word = shellWord(schedule);
  const whole = `${command} replay ${word}`;
  const room = terminal.columns - REPLAY_MARGIN;
  // A command in quotes cannot be divided, and one in a file need not be.
  if (whole.length <= room || terminal.isEndless || word !== schedule) {
    return [{ ...labelled(messages.labels.replay, whole), isOutput: true }];
  }
  const others = divided(schedule, terminal.columns).map((line) => paragraph(line));
  return [labelled(messages.labels.replay, `${command} replay \\`), ...others];
}

/** For a shell: a backslash joins two lines, if the second begins at the margin. */
function divided(schedule: string, columns: number): string[] {
  if (schedule.length <= columns) return [schedule];
  return [`${schedule.slice(0, columns - 1)}\\`, ...divided(schedule.slice(columns - 1), columns)];
}

/** Indentation, label and gutter. */
const REPLAY_MARGIN = 11;

interface Cast {
  /** The threads that take part. */
  readonly letters: readonly string[];
  /** Their names, as short as they can be told apart. */
  readonly names: readonly string[];
  /** The values that have a column. */
  readonly values: readonly string[];
  readonly lost: LostStore | undefined;
  readonly deciding: StoryStep | undefined;
}

function castOf(story: Story): Cast {
  const letters = participants(story);
  const names = letters.map((letter) => story.threads.find((thread) => thread.letter === letter)?.name ?? letter);
  return {
    letters,
    names: targetNames(names.map(plainLine)),
    values: changingValues(story),
    lost: lastLostStore(story),
    deciding: decidingStep(story, letters),
  };
}

function heading(outcome: ExploredOutcome): string {
  const { story } = messages;
  const name = outcome.name === null ? story.undeclared : plainLine(outcome.name);
  return (outcome.isFewest ? story.shortest : story.one)(name, wayOf({ ...outcome, isFewest: true }));
}

/** What has to be held up for a timeout to pass first. */
function early({ delays }: ExploredOutcome, { steps }: Story, { letters, names }: Cast): Block[] {
  const timedOut = steps.find(({ result }) => result === TIMED_OUT);
  if (!delays || timedOut === undefined) return [];
  const name = names[letters.indexOf(timedOut.thread)] ?? timedOut.thread;
  return [paragraph(messages.story.early(name, timedOut.step), { indent: 2 })];
}

const TIMED_OUT = 'timed out';

/** A hang ends with who waits for what; anything else with the line that decided it. */
function ending(story: Story, { deciding }: Cast, { terminal, theme, sourceOf }: Surroundings): Block[] {
  if (story.waiting.length > 0)
    return diagnosisBlocks(diagnosisOf(story, sourceOf), 'hung', terminal, theme, MOST_WAITS);
  const at = deciding?.at ?? null;
  const source = at === null ? null : sourceOf(at);
  if (at === null || source === null) return [];
  return [
    code([[{ text: `${shownPlace(at, terminal.folder)}  `, style: theme.faint }, { text: source }]], { indent: 2 }),
  ];
}

function told(lines: readonly StoryLine[], cast: Cast, around: Surroundings): Block[] {
  const columns = columnsOf(cast);
  const plain = cellsOf(lines, columns, cast, around.theme);
  const notes = lines.map((line) => noteOf(line, cast, around.theme));
  const isNoted = notes.some((note) => note !== '');
  const noted = plain.map((cells, at): Cell[] => [...cells, notes[at] ?? '']);
  const head = ['', ...columns.map(({ head }) => head)];
  const room = around.terminal.columns;
  if (isNoted && widthOf([...head, ''], noted) <= room) return [table([...head, ''], noted)];
  return widthOf(head, plain) <= room ? [table(head, plain)] : list(lines, cast, around.theme);
}

interface Column {
  readonly head: string;
  readonly thread?: string;
  readonly value?: string;
}

/** Two threads have the value between them. */
function columnsOf({ letters, names, values }: Cast): Column[] {
  const threads = letters.map((thread, at): Column => ({ head: names[at] ?? thread, thread }));
  const numbers = values.map((value): Column => ({ head: plainLine(value), value }));
  const [first, second, ...others] = threads;
  if (first && second && others.length === 0 && numbers.length === 1) return [first, ...numbers, second];
  return [...threads, ...numbers];
}

function cellsOf(lines: readonly StoryLine[], columns: readonly Column[], cast: Cast, theme: Theme): Cell[][] {
  const width = Math.max(...lines.map(({ ...line }) => (line.is === 'step' ? String(line.step.step).length : 0)));
  return lines.map((line) => [
    (line.is === 'step' ? String(line.step.step) : '').padStart(width),
    ...columns.map((column): Cell => {
      if (column.value === undefined) return column.thread === line.thread ? threadCell(line, cast, theme) : '';
      const isTouched = line.is === 'step' && line.step.object === column.value && line.step.value !== null;
      return isTouched ? String(line.step.value).padStart(column.head.length) : '';
    }),
  ]);
}

function threadCell(line: StoryLine, cast: Cast, theme: Theme): Cell {
  const style = isLost(line, cast) ? theme.grade('interesting') : theme.thread(cast.letters.indexOf(line.thread));
  return { text: textOfLine(line, cast, theme), style: line.is === 'step' ? style : theme.faint };
}

function isLost(line: StoryLine, { lost }: Cast): boolean {
  return line.is === 'step' && line.step === lost?.step;
}

/** What the thread does, without its name. A value with a column of its own is not named if it is the only one. */
function textOfLine(line: StoryLine, { values }: Cast, theme: Theme): string {
  if (line.is === 'skipped') return theme.prose(messages.story.skipped(line.steps));
  if (line.is === 'log') return `"${cut(plainLine(line.text), theme)}"`;
  return phrase(line.step, values.length === 1 && values[0] === line.step.object);
}

/** What a step does. */
export function phrase(
  { op, object, kind, value, result }: Omit<StoryStep, 'step' | 'thread' | 'at' | 'logs'>,
  isNameless: boolean,
): string {
  const verb = (kind === 'Event' ? messages.doesWithEvent[op] : undefined) ?? messages.does[op] ?? plainLine(op);
  const parts = [verb, isNameless || object === null ? '' : plainLine(object), value === null ? '' : String(value)];
  const text = parts.filter(Boolean).join(' ');
  return result === null ? text : messages.story.result(text, plainLine(result));
}

function cut(text: string, theme: Theme): string {
  return text.length <= LONGEST_LOG ? text : `${text.slice(0, LONGEST_LOG)}${theme.glyphs.ellipsis}`;
}

const LONGEST_LOG = 30;

function noteOf(line: StoryLine, cast: Cast, theme: Theme): Cell {
  if (!isLost(line, cast)) return '';
  const text = theme.prose(common.lostUpdate.overwrites(cast.lost?.overwrote ?? 0));
  return { text, style: theme.grade('interesting') };
}

/** How wide a table would be in which nothing is wrapped. */
function widthOf(head: readonly string[], rows: readonly (readonly Cell[])[]): number {
  const lengths = (column: number) => rows.map((cells) => lengthOf(cells[column] ?? ''));
  const widths = head.map((text, column) => Math.max(text.length, ...lengths(column)));
  return widths.reduce((sum, width) => sum + width + GUTTER, 0);
}

const GUTTER = 2;

function lengthOf(cell: Cell): number {
  return (typeof cell === 'object' ? cell.text : String(cell)).length;
}

/** For a terminal too narrow for columns. Threads go by their letters in the schedule. */
function list(lines: readonly StoryLine[], cast: Cast, theme: Theme): Block[] {
  const { letters, names } = cast;
  const width = Math.max(...lines.map((line) => (line.is === 'step' ? String(line.step.step).length : 0)));
  const legend = letters.map((letter, at) => `${letter} ${names[at]}`).join(', ');
  const steps = lines.map((line) => {
    const isStep = line.is === 'step';
    const text = isStep ? phrase(line.step, false) : textOfLine(line, cast, theme);
    const lost = isLost(line, cast) ? common.lostUpdate.over(cast.lost?.overwrote ?? 0) : '';
    return paragraph(`${line.thread} ${text}${lost}`, {
      indent: 2,
      leads: [{ text: isStep ? String(line.step.step) : '', width, align: 'right', style: theme.faint }],
      ...(lost !== '' && { style: theme.grade('interesting') }),
    });
  });
  return [paragraph(legend, { indent: 2, style: theme.faint }), ...steps];
}
