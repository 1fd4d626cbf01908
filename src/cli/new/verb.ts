import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { NewOptions } from './new.js';

export function addNewVerb(program: Command, finish: (code: ExitCode) => void): void {
  const verb = program
    .command('new')
    .summary('write a demo of your own to begin with')
    .description('Write a small demo that works into the current folder, for you to change.')
    .argument('<name>', 'its name, such as my-demo: also that of the file')
    .option('--ts', 'in TypeScript')
    .action(async (name: string, options: NewOptions) => {
      const { createDemo } = await import('./new.js');
      finish(createDemo(name, options));
    });
  withExamples(verb, [
    ['new my-demo', 'writes my-demo.js'],
    ['new my-typed-demo --ts', 'writes my-typed-demo.ts'],
  ]);
}
