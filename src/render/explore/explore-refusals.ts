/** Why `explore` cannot be carried out, and what to do instead. */
import type { Refusal } from '../refusals.js';
import { exploreMessages } from './explore-messages.js';

export const exploreRefusals = {
  noDemoNamed: (command: string): Refusal => [
    'explore needs the name of a demo, or the path of a file.',
    `For example: ${command} explore lock-race`,
  ],
  severalDemos: (command: string): Refusal => ['explore takes one demo.', `For example: ${command} explore lock-race`],
  onlyThreads: (demo: string, run: string): Refusal => [exploreMessages.onlyThreads(demo), `See what happens: ${run}`],
  cannotExplore: (demo: string, reason: string, run: string): Refusal => [
    `${demo} cannot be explored: ${reason}`,
    `${run} shows it.`,
  ],
  expectation: (text: string): Refusal => [
    `--expect takes possible:<outcome> or impossible:<outcome>, not "${text}".`,
    'For example: --expect impossible:updates-lost',
  ],
  contrary: (outcome: string) => `--expect possible:${outcome} and impossible:${outcome} contradict each other.`,
} as const;
