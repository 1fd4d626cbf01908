import type { Diagnosis, Reason, WaitingThread } from '../events/run-event.js';
import { areOfSeveral, whoIs } from '../events/who.js';
import { type Block, paragraph } from './blocks.js';
import { messages } from './messages.js';
import { plainLine } from './plain-text.js';
import type { Theme } from './theme.js';

/** Who waits in which call, for what, held by whom, and where: a sentence each. */
export function diagnosisBlocks(diagnosis: Diagnosis, reason: Reason | undefined, theme: Theme): Block[] {
  const { waiting, cycle } = diagnosis;
  if (waiting.length === 0) return [];
  const heading = reason === 'hung' ? messages.whoWaits.hung : messages.whoWaits.other;
  const several = areOfSeveral(waiting);
  const shown = waiting.slice(0, MOST_SENTENCES).map((each) => sentence(each, several));
  if (waiting.length > MOST_SENTENCES) {
    shown.push(theme.prose(messages.andMore(waiting.length - MOST_SENTENCES)));
  }
  if (cycle !== undefined && cycle.length > 1) shown.push(messages.ring(cycle.map(plainLine)));
  return [paragraph(heading, { style: theme.strong }), ...shown.map((text) => paragraph(text, { indent: 2 }))];
}

const MOST_SENTENCES = 20;

function sentence({ thread, process, call, object, heldBy, at }: WaitingThread, several: boolean): string {
  const name = whoIs({ thread, process }, several);
  const parts = [
    messages.waiting(plainLine(name), call),
    object === null ? '' : messages.waitingFor(plainLine(object)),
    holder(name, object, heldBy),
    at === null ? '' : messages.at(at.replace(/^file:\/\//, '')),
  ];
  return `${parts.join('')}.`;
}

/** Nothing is added where what is waited for is a thread. */
function holder(thread: string, object: string | null, heldBy: string | null): string {
  if (heldBy === null || heldBy === object) return '';
  return heldBy === thread ? messages.heldByItself : messages.heldBy(plainLine(heldBy));
}
