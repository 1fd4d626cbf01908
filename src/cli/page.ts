import type { Block } from '../render/blocks.js';
import { createTheme, type Theme } from '../render/theme.js';
import { Typesetter } from '../render/typesetter.js';
import { readTerminal, type TerminalOptions } from './terminal.js';

/** Prints a page that is not a run's. */
export async function printPage(content: (theme: Theme) => Block[], options: TerminalOptions = {}): Promise<void> {
  const terminal = readTerminal(options);
  const theme = await createTheme(terminal);
  const page = new Typesetter({
    terminal,
    ellipsis: theme.glyphs.ellipsis,
    write: (text) => process.stdout.write(text),
  });
  page.put(...content(theme));
  await page.done();
}
