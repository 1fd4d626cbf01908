import type { Block } from '../../render/blocks.js';
import type { Terminal } from '../../render/renderer.js';
import { createTheme, type Theme } from '../../render/theme.js';
import { Typesetter } from '../../render/typesetter.js';
import { readTerminal, type TerminalOptions } from './terminal.js';

type Content = (theme: Theme) => Block[] | Promise<Block[]>;

/** Prints a page that does not belong to a run. */
export async function printPage(content: Content, options: TerminalOptions = {}): Promise<void> {
  await set(content, readTerminal(options), (text) => process.stdout.write(text));
}

/** Returns the text of such a page. */
export async function pageText(content: Content, terminal: Terminal): Promise<string> {
  let page = '';
  await set(content, terminal, (text) => {
    page += text;
  });
  return page;
}

async function set(content: Content, terminal: Terminal, write: (text: string) => void): Promise<void> {
  const theme = await createTheme(terminal);
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  page.put(...(await content(theme)));
  await page.done();
}
