/** `pyconc list`: which demos there are. */
import { demoList } from '../../render/demo-list.js';
import { jsonText } from '../../render/json-text.js';
import { listing } from '../../session/listing.js';
import { commandName } from '../command-name.js';
import { ExitCode } from '../exit-codes.js';
import { printPage } from '../terminal/page.js';
import type { TerminalOptions } from '../terminal/terminal.js';

export interface ListOptions extends TerminalOptions {
  readonly json?: boolean;
}

export async function list(options: ListOptions): Promise<ExitCode> {
  const document = listing();
  if (options.json) {
    process.stdout.write(`${jsonText(document, 2)}\n`);
  } else {
    await printPage((theme) => demoList(document.demos, commandName(), theme), options);
  }
  return ExitCode.ok;
}
