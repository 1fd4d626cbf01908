/** The tables of a row's outcomes: those that came out, with the way there, and those that did not. */
import type { ExploredOutcome, ExploreRow } from '../../events/explore-report.js';
import { type Block, type Cell, gap, paragraph, type Table, table } from '../blocks.js';
import type { Theme } from '../theme.js';
import { absence, outcomeName, shareOf, wayOf } from './claims.js';
import { exploreMessages as messages } from './explore-messages.js';
import type { Surroundings } from './surroundings.js';

type Look = Pick<Surroundings, 'terminal' | 'theme'>;

export function outcomeTables(row: ExploreRow, look: Look): Block[] {
  const possible = row.outcomes.filter((outcome) => outcome.possible);
  const absent = row.outcomes.filter((outcome) => !outcome.possible);
  return [
    ...(possible.length === 0 ? [] : [possibleTable(row, possible, look)]),
    ...(absent.length === 0 ? [] : [absentTable(row, absent, look)]),
    ...meanings(possible, look.theme),
  ];
}

/** The fewest columns in which all figures have room: with fewer, grades are glyphs only. */
const WIDE = 72;

function possibleTable(row: ExploreRow, outcomes: readonly ExploredOutcome[], { terminal, theme }: Look): Table {
  const { heads } = messages;
  const shares = sharesOf(outcomes, row);
  const isWide = terminal.columns >= WIDE;
  const isCounted = shares.length > 0;
  const shareHead = row.proved ? heads.interleavings : heads.soFar;
  const hasShortest = outcomes.some(({ isFewest }) => isFewest);
  const head = [
    heads.outcome,
    ...(isCounted ? [shareHead] : []),
    ...(isCounted && isWide ? [heads.classes] : []),
    ...(isWide ? [heads.grade] : []),
    ...(hasShortest ? [isWide ? heads.way : heads.narrowWay] : [heads.anyWay]),
  ];
  const rows = outcomes.map((outcome, at): Cell[] => {
    const { grade, classes } = outcome;
    const style = theme.grade(grade);
    const glyph = theme.glyphs[grade];
    return [
      isWide ? outcomeName(outcome) : { text: `${glyph} ${outcomeName(outcome)}`, style },
      // To the right, as the numbers beside it.
      ...(isCounted ? [shares[at]?.padStart(isWide ? shareHead.length : 0) ?? ''] : []),
      ...(isCounted && isWide ? [classes ?? messages.none] : []),
      ...(isWide ? [{ text: `${glyph} ${grade}`, style }] : []),
      wayOf(outcome),
    ];
  });
  return table(head, rows);
}

function absentTable(row: ExploreRow, outcomes: readonly ExploredOutcome[], { theme }: Look): Table {
  const shares = sharesOf(outcomes, row);
  const style = row.proved ? theme.strong : theme.faint;
  const rows = outcomes.map((outcome, at): Cell[] => [
    outcomeName(outcome),
    ...(shares.length > 0 ? [shares[at] ?? ''] : []),
    { text: absence(row), style },
  ]);
  return table([], rows);
}

/** Beneath each other, to the right; none if interleavings were not counted. */
function sharesOf(outcomes: readonly ExploredOutcome[], row: ExploreRow): string[] {
  const shares = outcomes.map((outcome) => shareOf(outcome, row));
  if (shares.every((share) => share === null)) return [];
  const width = Math.max(...shares.map((share) => share?.length ?? 0));
  return shares.map((share) => (share ?? messages.none).padStart(width));
}

/** What came out without being declared: its name says nothing. */
function meanings(possible: readonly ExploredOutcome[], theme: Theme): Block[] {
  const undeclared = possible.filter(({ name }) => name === null);
  if (undeclared.length === 0) return [];
  const lead = { text: messages.undeclared, width: messages.undeclared.length };
  return [gap, ...undeclared.map(({ because }) => paragraph(theme.prose(because), { indent: 2, leads: [lead] })), gap];
}
