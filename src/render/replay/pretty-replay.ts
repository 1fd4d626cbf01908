/** A replay for people: all steps, then how it ended. */
import { gap } from '../blocks.js';
import { createTheme } from '../theme.js';
import { Typesetter } from '../typesetter.js';
import { measureFor } from './measure-for.js';
import {
  earlyBlocks,
  endingBlocks,
  legendBlock,
  lostBlocks,
  noteBlocks,
  replayLine,
  sourceBlocks,
  titleBlock,
} from './replay-blocks.js';
import { replayMessages as messages } from './replay-messages.js';
import type { RenderReplay, ReplayRendererOptions } from './replay-renderer.js';
import { storyTable } from './story-table.js';

export async function prettyReplay(options: ReplayRendererOptions): Promise<RenderReplay> {
  const { terminal, write } = options;
  const theme = await createTheme(terminal);
  return async (report) => {
    const around = { ...options, theme, measure: await measureFor(report) };
    const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
    const { story } = report;
    page.put(titleBlock(report, messages.title, theme), ...noteBlocks(report, theme), gap);
    if (story !== null && story.steps.length > 0) {
      const { head, rows, hasSources } = storyTable(report, story, around);
      page.put(head ?? legendBlock(story, theme), ...rows, ...lostBlocks(story, theme), ...earlyBlocks(report, theme));
      if (!hasSources) page.put(...sourceBlocks(story, around));
    }
    page.put(...endingBlocks(report, around));
    await page.done();
  };
}

/** One line. Scripts read it too, so it is not wrapped. */
export async function quietReplay({ terminal, write }: ReplayRendererOptions): Promise<RenderReplay> {
  const theme = await createTheme(terminal);
  return async (report) => write(`${replayLine(report, theme)}\n`);
}
