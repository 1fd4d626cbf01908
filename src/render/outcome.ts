/** The outcome of a run, as a glyph and in words. */
import type { Grade, Outcome, Reason } from '../events/facts.js';
import { type Block, paragraph } from './blocks.js';
import { messages } from './messages.js';
import { plainLine } from './plain-text.js';
import type { Theme } from './theme.js';

/** The facts of a run that its outcome is shown from. */
export interface Ending {
  readonly demo: string;
  readonly reason: Reason;
  readonly seconds: number;
  readonly outcome: Outcome | null;
}

/** `✓ lock-race: lucky (expected)`, followed by `further` facts. */
export function outcomeLine(ending: Ending, theme: Theme, further: readonly string[] = []): Block {
  const grade = gradeOf(ending);
  const name = `${theme.glyphs[grade]} ${plainLine(ending.demo)}: ${outcomeName(ending)}${bracketed(ending)}`;
  const text = [name, ...further].join(` ${theme.glyphs.separator} `);
  return paragraph(text, { style: (line) => theme.strong(theme.grade(grade)(line)) });
}

/** The reason, in a sentence; empty for a program without declared outcomes that completed. */
export function outcomeReason(ending: Ending, theme: Theme): Block[] {
  const { reason, seconds, outcome } = ending;
  const isCut = reason === 'timeout' || reason === 'interrupted';
  const because =
    outcome?.because ||
    (isCut && messages.cutShort(reason, seconds)) ||
    (outcome && !isCut && messages.undeclared[reason]);
  return because ? [paragraph(theme.prose(because), { indent: 2 })] : [];
}

/** The outcome's name, or how the run ended if it has none. */
export function outcomeName({ outcome, reason }: Ending): string {
  if (outcome === null) return messages.ended[reason];
  return outcome.name ?? messages.noDeclaredOutcome;
}

/** A glyph and a word, for a table's cell. */
export function verdict(ending: Ending, theme: Theme) {
  const grade = gradeOf(ending);
  const word = ending.outcome?.grade ?? messages.ended[ending.reason];
  return { text: `${theme.glyphs[grade]} ${word}`, style: theme.grade(grade) };
}

function gradeOf({ outcome, reason }: Ending): Grade | 'cut' {
  if (outcome !== null) return outcome.grade;
  if (reason === 'completed') return 'expected';
  return reason === 'hung' || reason === 'failed' ? 'forbidden' : 'cut';
}

function bracketed({ outcome, reason }: Ending): string {
  if (outcome === null) return '';
  return ` (${outcome.name === null ? `${messages.ended[reason]}, ` : ''}${outcome.grade})`;
}
