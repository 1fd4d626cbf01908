import type { ThreadEndEvent } from '../events/run-event.js';
import { type Block, paragraph } from './blocks.js';
import { errorFrames, errorTitle } from './error-text.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** Frames begin beneath the name: behind it, where lines are short, paths would be broken. */
const FRAME_INDENT = 9;

/** How a thread ended, and the stack of what ended it. */
export function threadEndText({ end, error }: ThreadEndEvent, theme: Theme): { text: string; frames: Block[] } {
  const said = messages.threadEnded[end];
  if (end === 'returned') return { text: said, frames: [] };
  const text = `${theme.glyphs.forbidden} ${said}${error === undefined ? '' : `: ${errorTitle(error)}`}`;
  const frames = (error === undefined ? [] : errorFrames(error)).map((frame) =>
    paragraph(frame, { indent: FRAME_INDENT, style: theme.faint }),
  );
  return { text, frames };
}
