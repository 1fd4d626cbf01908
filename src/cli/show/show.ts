/** `pyconc show`: how a demo is written. */

import { relative } from 'node:path';
import { refusals } from '../../render/refusals.js';
import type { Terminal } from '../../render/renderer.js';
import { shellWord } from '../../render/shell-word.js';
import { sourcePage } from '../../render/source-page.js';
import type { Demo } from '../../session/demo.js';
import { isPath } from '../../session/registry.js';
import { type Source, sourceOf, twinOf } from '../../session/sources.js';
import { UserError } from '../../session/user-error.js';
import { commandName } from '../command-name.js';
import { ExitCode } from '../exit-codes.js';
import { load } from '../load.js';
import { refusalOf, warn } from '../report-error.js';
import { claimStdout } from '../terminal/output.js';
import { pageText } from '../terminal/page.js';
import { showInPager } from '../terminal/pager.js';
import { readTerminal, type TerminalOptions } from '../terminal/terminal.js';

export interface ShowOptions extends TerminalOptions {
  readonly ts?: boolean;
  readonly python?: boolean;
}

export async function show(word: string, options: ShowOptions): Promise<ExitCode> {
  const output = claimStdout();
  const demo = await demoFor(word);
  const own = sourceOf(word);
  const twin = twinOf(word);
  const isOne = options.ts !== options.python;
  if (isOne && options.python && twin === undefined) throw UserError.inWords(refusals.noPython(word));
  const sources = (isOne ? [options.ts ? own : twin] : [own, twin]).filter((source) => source !== undefined);

  const terminal = readTerminal(options);
  const [only] = sources;
  if (isOne && only !== undefined && !process.stdout.isTTY && !terminal.colour) {
    // A file or another program gets the source unchanged.
    output.write(only.text);
  } else {
    const page = {
      demo: isOne ? undefined : demo,
      sources: sources.map(nearby),
      lacksTwin: !isOne && !isPath(word) && twin === undefined,
      next: isOne || demo === undefined ? undefined : `${commandName()} run ${shellWord(word)}`,
    };
    const set = (on: Terminal) => pageText((theme) => sourcePage(page, theme), on);
    const fitted = await set(terminal);
    // Only lines of programs are endless here; prose still fits the columns.
    const whole = process.stdout.isTTY ? await set({ ...terminal, isEndless: true }) : fitted;
    const shown = await showInPager({ fitted, whole });
    if (shown !== undefined) return shown;
    output.write(fitted);
  }
  await output.flush();
  return ExitCode.ok;
}

/** A file that cannot be loaded can still be read: warn why, and show the page without prose. */
async function demoFor(word: string): Promise<Demo | undefined> {
  try {
    return await load(word);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || !isPath(word) || sourceOf(word) === undefined) throw error;
    warn(...refusal);
    return undefined;
  }
}

/** With its path relative to the current folder, if it lies in it. */
function nearby(source: Source): Source {
  const path = relative(process.cwd(), source.path);
  return path.startsWith('..') ? source : { ...source, path };
}
