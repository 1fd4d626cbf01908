/** Why no thread can continue: the deadlock cycle, then each waiting thread with the line it waits in. */
import type { Diagnosis, Reason, WaitingThread } from '../events/facts.js';
import { areOfSeveral, threadLabel } from '../events/thread-label.js';
import { type Block, code, paragraph } from './blocks.js';
import { messages } from './messages.js';
import { shortName } from './names.js';
import { shownPlace } from './places.js';
import type { Terminal } from './renderer.js';
import type { Theme } from './theme.js';

export function diagnosisBlocks(
  diagnosis: Diagnosis,
  reason: Reason | undefined,
  { folder }: Terminal,
  theme: Theme,
  most = MOST_SENTENCES,
): Block[] {
  const { heading, sentences } = diagnosisText(diagnosis, reason, folder, most);
  if (sentences.length === 0) return [];
  return [
    paragraph(heading, { style: theme.strong }),
    ...sentences.flatMap(({ text, place, source }) => [
      paragraph(theme.prose(text), { indent: 2 }),
      ...(place === undefined
        ? []
        : [code([[{ text: `${place}  `, style: theme.faint }, { text: source }]], { indent: 6 })]),
    ]),
  ];
}

export interface DiagnosisSentence {
  readonly text: string;
  /** `file:line`, if known. */
  readonly place?: string;
  /** The source line at that place. */
  readonly source: string;
}

/** The same as plain text, for a user's own program, which prints lines. */
export function diagnosisText(
  { waiting, cycle = [] }: Diagnosis,
  reason: Reason | undefined,
  folder?: string,
  most = MOST_SENTENCES,
) {
  const several = areOfSeveral(waiting);
  // Threads of the cycle come first, in its order: the others wait because of them.
  const rank = ({ thread, process }: WaitingThread) => {
    const at = cycle.indexOf(threadLabel({ thread, process }, several));
    return at === -1 ? cycle.length : at;
  };
  const inOrder = waiting.toSorted((one, other) => rank(one) - rank(other));
  const shown = inOrder.slice(0, most).map((each) => sentence(each, several, folder));
  const hidden = waiting.length - shown.length;
  const heading = reason === 'hung' ? messages.whoWaits.hung : messages.whoWaits.other;
  const sentences: DiagnosisSentence[] = [
    ...(cycle.length > 1 ? [{ text: messages.deadlockCycle(cycle.map(shortName)), source: '' }] : []),
    ...shown,
    ...(hidden > 0 ? [{ text: messages.andMore(hidden), source: '' }] : []),
  ];
  return { heading, sentences };
}

const MOST_SENTENCES = 20;

function sentence(waiting: WaitingThread, several: boolean, folder: string | undefined): DiagnosisSentence {
  const { thread, process, call, object, heldBy, at, source } = waiting;
  const name = threadLabel({ thread, process }, several);
  const parts = [
    messages.waiting(shortName(name), call),
    object === null ? '' : messages.waitingFor(shortName(object)),
    holder(name, object, heldBy),
  ];
  return { text: parts.join(''), ...(at !== null && { place: shownPlace(at, folder) }), source: source ?? '' };
}

/** Empty if the thread waits for another thread, which the sentence already names. */
function holder(thread: string, object: string | null, heldBy: string | null): string {
  if (heldBy === null || heldBy === object) return '';
  return heldBy === thread ? messages.heldByItself : messages.heldBy(shortName(heldBy));
}
