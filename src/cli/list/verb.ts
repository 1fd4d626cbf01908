import type { Command, Option } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { ListOptions } from './list.js';

/** Declares `list`; `look` are the options for colours and characters. */
export function addListVerb(program: Command, finish: (code: ExitCode) => void, look: readonly Option[]): void {
  const verb = program
    .command('list')
    .summary('what there is to run')
    .description('List all demos, in lesson order.')
    .option('--json', 'as a JSON document')
    .action(async (options: ListOptions) => {
      const { list } = await import('./list.js');
      finish(await list(options));
    });
  withExamples(verb, [
    ['list', 'all demos, in lesson order'],
    ['list --json', 'with their parameters, variants and outcomes'],
  ]);
  for (const option of look) verb.addOption(option);
}
