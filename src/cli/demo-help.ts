import type { Command } from 'commander';
import { demoPage } from '../render/demo-pages.js';
import { trialsMessages } from '../render/trials/trials-messages.js';
import { forTrials, ownDefaults } from '../trials/for-trials.js';
import { ExitCode } from './exit-codes.js';
import { printPage } from './page.js';
import { planRuns } from './plan.js';
import type { TerminalOptions } from './terminal.js';

/** `pyconc run <demo> --help`: what the demos take, then what the verb does. Loading them is more than commander waits for. */
export async function demoHelp(
  command: Command,
  words: readonly string[],
  options: TerminalOptions,
): Promise<ExitCode> {
  const asked = { variant: undefined, params: [], expect: undefined };
  const plan = words.length === 0 ? [] : await planRuns(words, asked);
  for (const { demo } of plan) {
    await printPage(
      (theme) =>
        command.name() === 'trials'
          ? demoPage(forTrials(demo), theme, trialsMessages.defaults(ownDefaults(demo)))
          : demoPage(demo, theme),
      options,
    );
    process.stdout.write('\n');
  }
  command.outputHelp();
  return ExitCode.ok;
}
