/** How a demo is written: its description and its programs. */
import type { Demo } from '../session/demo.js';
import type { Source } from '../session/sources.js';
import { type Block, code, gap, paragraph } from './blocks.js';
import { demoHeading } from './demo-pages.js';
import { highlight } from './highlight.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

export interface SourcePage {
  /** Undefined if only the source is shown. */
  readonly demo?: Demo;
  /** Their paths are shown as given. */
  readonly sources: readonly Source[];
  /** True if there should be a Python program, but there is none. */
  readonly lacksTwin: boolean;
  /** A command to try next. */
  readonly next?: string;
}

export async function sourcePage({ demo, sources, lacksTwin, next }: SourcePage, theme: Theme): Promise<Block[]> {
  const programs = await Promise.all(sources.map((source) => program(source, theme)));
  const parts = [
    demo === undefined ? [] : demoHeading(demo, theme),
    ...programs,
    lacksTwin ? [paragraph(messages.show.noTwin)] : [],
    next === undefined ? [] : [paragraph(next, { leads: [nextLead(theme)] })],
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part) => [...part, gap])
    .slice(0, -1);
}

async function program({ path, language, text }: Source, theme: Theme): Promise<Block[]> {
  const heading = messages.show.heading(messages.show.languages[language], path);
  return [
    paragraph(heading, { style: theme.strong }),
    gap,
    code(await highlight(text, language, theme), { numbers: theme.faint }),
  ];
}

function nextLead(theme: Theme) {
  return { text: messages.next, width: messages.next.length, style: theme.strong };
}
