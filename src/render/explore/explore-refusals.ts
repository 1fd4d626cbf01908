/** Why `explore` cannot be carried out, and what to do instead. */
import type { Said } from '../refusals.js';
import { exploreMessages } from './explore-messages.js';

export const exploreRefusals = {
  noDemoNamed: (command: string): Said => [
    'explore needs the name of a demo, or the path of a file.',
    `For example: ${command} explore lock-race`,
  ],
  severalDemos: (command: string): Said => ['explore takes one demo.', `For example: ${command} explore lock-race`],
  onlyThreads: (demo: string, run: string): Said => [exploreMessages.onlyThreads(demo), `See what happens: ${run}`],
  cannotExplore: (demo: string, reason: string, run: string): Said => [
    `${demo} cannot be explored: ${reason}`,
    `${run} shows it.`,
  ],
  expectation: (text: string): Said => [
    `--expect takes possible:<outcome> or impossible:<outcome>, not "${text}".`,
    'For example: --expect impossible:updates-lost',
  ],
  contrary: (outcome: string) => `--expect possible:${outcome} and impossible:${outcome} contradict each other.`,
} as const;
