import type { Command } from 'commander';
import { asciiOption, colorOption } from '../common-options.js';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { ShowOptions } from './show.js';

export function addShowVerb(program: Command, finish: (code: ExitCode) => void): void {
  const verb = program
    .command('show')
    .summary('how a demo is written, here and in Python')
    .description('Show what a demo is about, its source, and the Python program of the same shape.')
    .argument('<demo>', 'name of a demo, or path of a file')
    .option('--ts', 'its source only')
    .option('--python', 'the Python program only')
    .addOption(colorOption())
    .addOption(asciiOption())
    .action(async (demo: string, options: ShowOptions) => {
      const { show } = await import('./show.js');
      finish(await show(demo, options));
    });
  withExamples(verb, [
    ['show lock-race', 'prose and programs, a screen at a time'],
    ['show lock-race --ts', 'one of them; in a pipe, as it stands in its file'],
  ]);
}
