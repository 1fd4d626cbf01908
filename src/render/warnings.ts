/** What may go wrong in a program: each warning a sentence, with the lines of the source that it is about. */
import type { RunEndEvent } from '../events/run-event.js';
import type { DataRace, UnsharedCopy, UnsharedVariable, Warning } from '../events/warnings.js';
import { type Block, paragraph } from './blocks.js';
import { type DiagnosisSentence, diagnosisText, sentenceBlocks } from './diagnosis.js';
import { messages } from './messages.js';
import { shortName } from './names.js';
import { shownPlace } from './places.js';
import type { DemoFacts, Terminal } from './renderer.js';
import type { Theme } from './theme.js';
import { warningMessages as words } from './warning-messages.js';

export function warningBlocks(
  { warnings = [] }: RunEndEvent,
  { explore }: DemoFacts,
  { folder }: Terminal,
  theme: Theme,
): Block[] {
  return warnings.filter(isNoRace).flatMap((warning) => {
    const [{ text }, ...details] = warningText(warning, folder);
    return [
      heading(text, theme),
      ...details.flatMap((detail) => sentenceBlocks(detail, theme)),
      ...(warning.code === 'lock-order-inversion' && explore !== undefined
        ? [paragraph(words.explore, { indent: 2 }), paragraph(explore, { indent: 6 })]
        : []),
    ];
  });
}

/** A race, under its lost update in slow motion: a line, if there is room for it. */
export function raceBlocks({ warnings = [] }: RunEndEvent, { columns }: Terminal, theme: Theme): Block[] {
  if (columns < NARROW) return [];
  return warnings.flatMap((warning) =>
    warning.code === 'data-race' ? [heading(words.noLock(threadsOf(warning), guardedIn(warning)), theme)] : [],
  );
}

/** With fewer columns it would take two rows, of which a class has few. */
const NARROW = 80;

function isNoRace(warning: Warning): boolean {
  return warning.code !== 'data-race';
}

function heading(text: string, theme: Theme): Block {
  return paragraph(`${theme.glyphs.interesting} ${theme.prose(text)}`, { style: theme.strong });
}

function threadsOf({ accesses }: DataRace): string[] {
  return accesses.map(({ thread }) => shortName(thread));
}

function guardedIn({ guarded = [] }: DataRace): [value: string, by: string][] {
  return guarded.map(({ name, by }) => [shortName(name), shortName(by)]);
}

/** The same for stderr: a line for each sentence, and for each place. */
export function warningLines(warning: Warning, folder?: string): string[] {
  // What the threads wait for was told before.
  if (warning.code === 'deadlock' && warning.resolved) {
    return [messages.warning(words.resolved(warning.diagnosis.cycle?.map(shortName) ?? []))];
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
  const detail = (text: string, { at, source }: { at: string | null; source: string | null }): DiagnosisSentence => ({
    text,
    ...(at !== null && { place: shownPlace(at, folder) }),
    source: source ?? '',
  });
  switch (warning.code) {
    case 'deadlock': {
      const { diagnosis, resolved = false } = warning;
      const isAlone = diagnosis.cycle?.length === 1;
      const heading = (resolved ? words.resolvedDeadlock : words.deadlock)(isAlone);
      return [{ text: heading }, ...diagnosisText(diagnosis, undefined, folder).sentences];
    }
    case 'lock-order-inversion':
      return [
        { text: words.lockOrder(warning.orders.map(({ first }) => shortName(first.object))) },
        ...warning.orders.map(({ thread, first, second }) =>
          detail(words.took(shortName(thread), shortName(first.object), shortName(second.object)), second),
        ),
      ];
    case 'data-race':
      return [
        { text: words.dataRace(shortName(warning.name ?? warning.kind), threadsOf(warning), guardedIn(warning)) },
        ...warning.accesses.map((access) =>
          detail(words.stores(shortName(access.thread), access.holding?.map(shortName)), access),
        ),
      ];
    case 'private-locks':
      return [{ text: words.privateLocks(warning.threads.map(shortName), warning.locks) }, detail('', warning)];
    case 'unshared-variable':
      return [{ text: words.unshared(warning.what, shortName(warning.name)) }, detail(copiesText(warning), warning)];
  }
}

/** The most threads that are named for one value, and the most values. */
const MOST_NAMED = 4;

function copiesText({ what, copies }: UnsharedVariable): string {
  const changes = [...new Set(copies.map(changeOf))].slice(0, MOST_NAMED).map((change) => {
    const alike = copies.filter((copy) => changeOf(copy) === change);
    const isOfOne = alike.length === 1;
    // A copy that threads had one after another ended as it is in the last of them.
    const threads = isOfOne ? (alike[0]?.threads ?? []) : alike.map((copy) => copy.threads.at(-1) ?? '');
    const { value = '', given = '' } = alike[0] ?? {};
    return { value, given, isOfOne, threads: named(threads.map(shortName)) };
  });
  return what === 'variable'
    ? words.copies(changes.map(({ value, threads, isOfOne }) => words.copy(value, threads, isOfOne)))
    : changes.map(({ value, given, threads }) => words.changed(threads, given, value)).join(' ');
}

function changeOf({ given = '', value }: UnsharedCopy): string {
  return `${given} ${value}`;
}

function named(threads: readonly string[]): string[] {
  if (threads.length <= MOST_NAMED) return [...threads];
  return [...threads.slice(0, MOST_NAMED - 1), words.others(threads.length - MOST_NAMED + 1)];
}
