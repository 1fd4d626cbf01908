import type { ThreadEndEvent } from '../events/run-event.js';
import type { Block, Style } from './blocks.js';
import { errorDetails, errorTitle } from './error-text.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** Frames begin beneath the name: after it, short lines would break the paths. */
const FRAME_INDENT = 9;

/** How a thread ended, and the stack of its error; `alarm` is set for a failure. */
export function threadEndText(
  { end, error }: ThreadEndEvent,
  theme: Theme,
): { text: string; frames: Block[]; alarm?: Style } {
  const ending = messages.threadEnded[end];
  if (end === 'returned' || (end === 'exit' && error === undefined)) return { text: ending, frames: [] };
  const text = `${theme.glyphs.forbidden} ${ending}${error === undefined ? '' : `: ${errorTitle(error)}`}`;
  return { text, frames: error === undefined ? [] : errorDetails(error, FRAME_INDENT, theme), alarm: theme.alarm };
}
