/** Why no thread can continue: the deadlock cycle, then each waiting thread with the line it waits in. */
import type { Diagnosis, Reason, WaitingThread } from '../events/facts.js';
import { areOfSeveral, threadLabel } from '../events/thread-label.js';
import { awaitedText } from './awaited.js';
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
  return [paragraph(heading, { style: theme.strong }), ...sentences.flatMap((each) => sentenceBlocks(each, theme))];
}

/** The sentence, and the line of source under it. */
export function sentenceBlocks({ text, label, place, source }: DiagnosisSentence, theme: Theme): Block[] {
  const where = `${label === undefined ? '' : `${label} `}${place}  `;
  return [
    ...(text === '' ? [] : [paragraph(theme.prose(text), { indent: 2 })]),
    ...(place === undefined ? [] : [code([[{ text: where, style: theme.faint }, { text: source }]], { indent: 6 })]),
  ];
}

export interface DiagnosisSentence {
  /** Empty if only the place follows, under the sentence before it. */
  readonly text: string;
  /** What the place is, if it is not where the thread waits. */
  readonly label?: string;
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
  // Threads of the cycle come first, in its order, and those last that only wait for another thread's end.
  const rank = ({ thread, process, object, heldBy }: WaitingThread) => {
    const at = cycle.indexOf(threadLabel({ thread, process }, several));
    const isJoin = object !== null && object === heldBy;
    return at === -1 ? cycle.length + (isJoin ? 1 : 0) : at;
  };
  const inOrder = waiting.toSorted((one, other) => rank(one) - rank(other));
  const shown = inOrder.slice(0, most).flatMap((each, position) => {
    const isTold = inOrder.slice(0, position).some(({ call, object }) => call === each.call && object === each.object);
    return sentence(each, isTold, several, folder);
  });
  const hidden = Math.max(waiting.length - most, 0);
  const heading = reason === 'hung' ? messages.whoWaits.hung : messages.whoWaits.other;
  const sentences: DiagnosisSentence[] = [
    ...(cycle.length > 1 ? [{ text: messages.deadlockCycle(cycle.map(shortName)), source: '' }] : []),
    ...shown,
    ...(hidden > 0 ? [{ text: messages.andMore(hidden), source: '' }] : []),
  ];
  return { heading, sentences };
}

const MOST_SENTENCES = 20;

function sentence(waiting: WaitingThread, isTold: boolean, several: boolean, folder: string | undefined) {
  const { thread, process, call, object, at, source } = waiting;
  const name = threadLabel({ thread, process }, several);
  const parts = [
    messages.waiting(shortName(name), call),
    object === null ? '' : messages.waitingFor(shortName(object)),
    held(name, waiting),
    isTold ? '' : awaitedText(waiting),
  ];
  return [
    { text: parts.join(''), ...(at !== null && { place: shownPlace(at, folder) }), source: source ?? '' },
    ...takenAt(waiting, folder),
  ];
}

/** Empty if the thread waits for another thread, which the sentence already names. */
function held(thread: string, { object, heldBy, holder }: WaitingThread): string {
  if (heldBy === null || heldBy === object) return '';
  const since = typeof holder?.since === 'number' ? messages.heldSince(holder.since) : '';
  const who = heldBy === thread ? messages.heldByItself : messages.heldBy(shortName(heldBy));
  return `${who}${since}${holder?.ended && holder.thread === heldBy ? messages.holderEnded : ''}`;
}

/** Where the holder took it, if that is another place than where the thread waits. */
function takenAt({ holder, at }: WaitingThread, folder: string | undefined): DiagnosisSentence[] {
  if (!holder?.takenAt || holder.takenAt === at) return [];
  const label = holder.earlier ? messages.takenBefore : messages.takenAt;
  return [{ text: '', label, place: shownPlace(holder.takenAt, folder), source: holder.source ?? '' }];
}
