import type { ThreadEndEvent } from '../events/run-event.js';
import type { Block, Style } from './blocks.js';
import { errorDetails, errorTitle } from './error-text.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** Frames begin beneath the name: behind it, where lines are short, paths would be broken. */
const FRAME_INDENT = 9;

/** How a thread ended, and the stack of what ended it; `alarm` is set where that is a failure. */
export function threadEndText(
  { end, error }: ThreadEndEvent,
  theme: Theme,
): { text: string; frames: Block[]; alarm?: Style } {
  const said = messages.threadEnded[end];
  if (end === 'returned' || (end === 'exit' && error === undefined)) return { text: said, frames: [] };
  const text = `${theme.glyphs.forbidden} ${said}${error === undefined ? '' : `: ${errorTitle(error)}`}`;
  return { text, frames: error === undefined ? [] : errorDetails(error, FRAME_INDENT, theme), alarm: theme.alarm };
}
