/** What may go wrong in a program: each warning a sentence, with the lines of the source that it is about. */
import type { RunEndEvent } from '../events/run-event.js';
import type { Warning } from '../events/warnings.js';
import { type Block, paragraph } from './blocks.js';
import { type DiagnosisSentence, diagnosisText, sentenceBlocks } from './diagnosis.js';
import { messages } from './messages.js';
import { shortName } from './names.js';
import { shownPlace } from './places.js';
import type { DemoFacts, Terminal } from './renderer.js';
import type { Theme } from './theme.js';

export function warningBlocks(
  { warnings = [], lostUpdate }: RunEndEvent,
  { explore }: DemoFacts,
  { columns, folder }: Terminal,
  theme: Theme,
): Block[] {
  return warnings.flatMap((warning) => {
    const [{ text }, ...details] = warningText(warning, folder);
    const isRace = warning.code === 'data-race';
    // The lines of the source are above, in slow motion.
    const isShown = isRace && warning.object === lostUpdate?.object;
    const isNarrow = columns < NARROW;
    if (isShown && isNarrow) return [];
    return [
      paragraph(`${theme.glyphs.interesting} ${theme.prose(text)}`, { style: theme.strong }),
      ...(isShown || (isRace && isNarrow) ? [] : details.flatMap((detail) => sentenceBlocks(detail, theme))),
      ...(warning.code === 'lock-order-inversion' && explore !== undefined
        ? [paragraph(messages.warnings.explore, { indent: 2 }), paragraph(explore, { indent: 6 })]
        : []),
    ];
  });
}

/** With fewer columns a class has too few rows. */
const NARROW = 72;

/** The same for stderr: a line for each sentence, and for each place. */
export function warningLines(warning: Warning, folder?: string): string[] {
  // What the threads wait for was told before.
  if (warning.code === 'deadlock' && warning.resolved) {
    return [messages.warning(messages.warnings.resolved(warning.diagnosis.cycle?.map(shortName) ?? []))];
  }
  const [{ text }, ...details] = warningText(warning, folder);
  return [messages.warning(text), ...sentenceLines(details)];
}

export function sentenceLines(sentences: readonly DiagnosisSentence[]): string[] {
  return sentences.flatMap(({ text, label, place, source }) => [
    ...(text === '' ? [] : [`  ${text}`]),
    ...(place === undefined ? [] : [`      ${label === undefined ? '' : `${label} `}${place}  ${source}`.trimEnd()]),
  ]);
}

/** The same as plain text: what the warning is, then its details. */
function warningText(warning: Warning, folder?: string): readonly [{ readonly text: string }, ...DiagnosisSentence[]] {
  const { warnings } = messages;
  const detail = (text: string, { at, source }: { at: string | null; source: string | null }): DiagnosisSentence => ({
    text,
    ...(at !== null && { place: shownPlace(at, folder) }),
    source: source ?? '',
  });
  switch (warning.code) {
    case 'deadlock': {
      const { diagnosis, resolved = false } = warning;
      const isAlone = diagnosis.cycle?.length === 1;
      const heading = (resolved ? warnings.resolvedDeadlock : warnings.deadlock)(isAlone);
      return [{ text: heading }, ...diagnosisText(diagnosis, undefined, folder).sentences];
    }
    case 'lock-order-inversion':
      return [
        { text: warnings.lockOrder(warning.orders.map(({ first }) => shortName(first.object))) },
        ...warning.orders.map(({ thread, first, then }) =>
          detail(warnings.took(shortName(thread), shortName(first.object), shortName(then.object)), then),
        ),
      ];
    case 'data-race': {
      const threads = warning.accesses.map(({ thread }) => shortName(thread));
      const guarded = (warning.guarded ?? []).map(({ name, by }): [string, string] => [shortName(name), shortName(by)]);
      return [
        { text: warnings.dataRace(shortName(warning.name ?? warning.kind), threads, guarded) },
        ...warning.accesses.map((access) =>
          detail(warnings.stores(shortName(access.thread), access.holding.map(shortName)), access),
        ),
      ];
    }
    case 'private-locks':
      return [{ text: warnings.privateLocks(warning.threads.map(shortName), warning.locks) }, detail('', warning)];
  }
}
