import type { Command } from 'commander';
import { exploreDefaults, forExplore } from '../../explore/for-explore.js';
import { demoPage } from '../../render/demo-pages.js';
import { exploreMessages } from '../../render/explore/explore-messages.js';
import { messages } from '../../render/messages.js';
import { trialsMessages } from '../../render/trials/trials-messages.js';
import type { Demo } from '../../session/demo.js';
import { forTrials, trialsDefaults } from '../../trials/for-trials.js';
import { commandName } from '../command-name.js';
import { ExitCode } from '../exit-codes.js';
import { planRuns } from '../plan.js';
import { printPage } from '../terminal/page.js';
import type { TerminalOptions } from '../terminal/terminal.js';
import { exploreExamples, runExamples, trialsExamples } from './demo-examples.js';
import { exampleLines } from './help.js';

/**
 * `pyconc run <demo> --help`: what each demo takes. Without a demo, the verb's own help. Demos load asynchronously, and
 * commander's own help does not wait for that.
 */
export async function demoHelp(
  command: Command,
  words: readonly string[],
  options: TerminalOptions,
): Promise<ExitCode> {
  const verb = command.name();
  const asked = { variant: undefined, params: [], expect: undefined };
  const plan = words.length === 0 ? [] : await planRuns(words, asked);
  for (const [i, { demo, word }] of plan.entries()) {
    if (i > 0) process.stdout.write('\n');
    const { examples, ...page } = (PAGES[verb] ?? forRunning)(demo, word);
    const isLast = i === plan.length - 1;
    const hint = isLast ? messages.allOptions(`${commandName()} ${verb} --help`) : undefined;
    await printPage((theme) => demoPage({ ...page, examples: exampleLines(examples), options: hint }, theme), options);
  }
  if (plan.length === 0) command.outputHelp();
  return ExitCode.ok;
}

const PAGES: Readonly<Record<string, typeof forRunning>> = { trials: forTrying, explore: forExploring };

function forRunning(demo: Demo, word: string) {
  return { demo, examples: runExamples(word, demo), more: messages.defaultSpeed(demo.speed ?? 1) };
}

function forTrying(demo: Demo, word: string) {
  if (demo.topic === 'processes')
    return { demo, examples: runExamples(word, demo), more: trialsMessages.onlyThreads(demo.name) };
  return {
    demo: forTrials(demo),
    examples: trialsExamples(word, demo),
    more: trialsMessages.defaults(trialsDefaults(demo)),
  };
}

function forExploring(demo: Demo, word: string) {
  if (demo.topic === 'processes')
    return { demo, examples: runExamples(word, demo), more: exploreMessages.onlyThreads(demo.name) };
  return {
    demo: forExplore(demo),
    examples: exploreExamples(word, demo),
    more: exploreMessages.defaults(exploreDefaults(demo)),
  };
}
