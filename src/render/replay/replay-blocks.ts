/** The parts of a page about a replay. */
import type { Story } from '../../events/explore-report.js';
import type { ReplayReport } from '../../events/replay-report.js';
import { type Block, type Cell, code, paragraph, table } from '../blocks.js';
import { diagnosisBlocks } from '../diagnosis.js';
import { exploreMessages } from '../explore/explore-messages.js';
import { replayBlocks } from '../explore/story-blocks.js';
import { diagnosisOf } from '../explore/story-hang.js';
import { lastLostStore, SCAFFOLD } from '../explore/story-lines.js';
import { shownPlace } from '../places.js';
import { plainLine } from '../plain-text.js';
import type { Theme } from '../theme.js';
import { replayMessages as messages } from './replay-messages.js';
import type { ReplaySurroundings } from './replay-renderer.js';
import { type ThreadState, threadStates } from './story-state.js';
import { stepText, threadNames } from './story-table.js';

/** `lock-race · variant unlocked · count=2 · replay` */
export function titleBlock({ demo, variant, params, seed }: ReplayReport, what: string, theme: Theme): Block {
  const facts = [
    demo,
    ...(variant === null ? [] : [messages.variant(variant)]),
    ...Object.entries(params).map(([name, value]) => messages.param(name, value)),
    ...(seed === 0 ? [] : [messages.seed(seed)]),
    what,
  ];
  return paragraph(facts.map(plainLine).join(` ${theme.glyphs.separator} `), { style: theme.strong });
}

/** What is to be known before the steps are read. */
export function noteBlocks({ story, given }: ReplayReport, theme: Theme): Block[] {
  const isShort = story !== null && given < story.steps.length;
  return isShort ? [paragraph(theme.prose(messages.short(given)), { indent: 2, style: theme.faint })] : [];
}

/** The letters of threads, for a list of steps. */
export function legendBlock(story: Story, theme: Theme): Block {
  const names = threadNames(story);
  const pairs = story.threads.map(({ letter }, at) => `${letter} ${names[at]}`);
  return paragraph(messages.letters(pairs), { indent: 2, style: theme.faint });
}

/** Each source line with steps that are not only starts, joins and the like. */
export function sourceBlocks(story: Story, { terminal, theme, sourceOf }: ReplaySurroundings): Block[] {
  const places = new Map<string, string>();
  for (const { op, at } of story.steps) {
    const source = at === null || SCAFFOLD.includes(op) ? null : sourceOf(at);
    if (at !== null && source !== null) places.set(shownPlace(at, terminal.folder), source);
  }
  const inOrder = [...places].toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
  const lines = inOrder.slice(0, MOST_SOURCES);
  const hidden = inOrder.length - lines.length;
  return [
    code(
      lines.map(([place, source]) => [{ text: `${place}  `, style: theme.faint }, { text: plainLine(source) }]),
      { indent: 2 },
    ),
    ...(hidden > 0 ? [paragraph(theme.prose(messages.more(hidden)), { indent: 2, style: theme.faint })] : []),
  ].filter((block) => block.kind !== 'code' || block.lines.length > 0);
}

const MOST_SOURCES = 8;

/** The store that overwrote what its thread had not seen. */
export function lostBlocks(story: Story, theme: Theme): Block[] {
  const lost = lastLostStore(story);
  if (lost === undefined) return [];
  const { thread, step, value } = lost.step;
  const name = nameOf(thread, story);
  const text = theme.prose(messages.lost(name, step, value, lost.overwrote));
  return [paragraph(text, { indent: 2, style: theme.grade('interesting') })];
}

/** A timeout that passed early: what has to be held up for that. */
export function earlyBlocks({ delays, story }: ReplayReport, theme: Theme): Block[] {
  const timedOut = story?.steps.find(({ result }) => result === 'timed out');
  if (!delays || timedOut === undefined || story === null) return [];
  const text = theme.prose(exploreMessages.story.early(nameOf(timedOut.thread, story), timedOut.step));
  return [paragraph(text, { indent: 2 })];
}

/** How it ended: why the schedule does not fit, who waits for what, the outcome. */
export function endingBlocks(report: ReplayReport, around: ReplaySurroundings): Block[] {
  const { story, schedule, whole } = report;
  const { terminal, theme, sourceOf } = around;
  const waits = story === null || story.waiting.length === 0 ? [] : diagnosisOf(story, sourceOf);
  const isOther = whole !== null && stepsOf(whole) !== stepsOf(schedule);
  return [
    ...misfitBlocks(report, around),
    ...('waiting' in waits ? diagnosisBlocks(waits, 'hung', terminal, theme, MOST_WAITS) : []),
    ...outcomeBlocks(report, theme),
    ...(isOther ? replayBlocks({ schedule: whole }, around) : []),
  ];
}

const MOST_WAITS = 6;

/** With the checksum. */
function stepsOf(schedule: string): string {
  return schedule.slice(schedule.lastIndexOf(':') + 1);
}

function misfitBlocks(report: ReplayReport, around: ReplaySurroundings): Block[] {
  const { misfit, story, ending } = report;
  if (misfit === null) return [];
  const { theme } = around;
  const said = (text: string) => paragraph(theme.prose(text), { style: theme.alarm });
  if (misfit.code === 'changed') return [said(messages.changed)];
  const thread = story === null ? misfit.thread : labelOf(misfit.thread, story);
  if (misfit.code === 'over') return [said(messages.over(misfit.step, thread, ending === 'deadlock'))];
  return [said(messages.cannotGo(misfit.step, thread)), ...stateBlocks(report, misfit.step - 1, around)];
}

/** Where each thread is after so many steps; at most `most` of them, those that have not ended first. */
export function stateBlocks(
  report: ReplayReport,
  taken: number,
  { theme }: ReplaySurroundings,
  most = Number.POSITIVE_INFINITY,
): Block[] {
  const { story } = report;
  if (story === null) return [];
  const states = threadStates(report, taken);
  const alive = states.filter(({ is }) => is === 'ready' || is === 'waiting');
  const shown = states.length <= most ? states : alive.slice(0, most - 1);
  const isGivenUp = taken >= story.steps.length;
  const rows = shown.map((state): Cell[] => {
    const { letter } = state.thread;
    const style = theme.thread(story.threads.findIndex((thread) => thread.letter === letter));
    const text = theme.prose(stateText(state, story, isGivenUp));
    return [{ text: labelOf(letter, story), style }, state.is === 'ready' ? text : { text, style: theme.faint }];
  });
  const hidden = states.length - shown.length;
  return [
    ...(rows.length > 0 ? [table([], rows)] : []),
    ...(hidden > 0 ? [paragraph(theme.prose(messages.more(hidden)), { indent: 2, style: theme.faint })] : []),
  ];
}

function stateText({ is, next, call, holder }: ThreadState, story: Story, isGivenUp: boolean): string {
  if (is === 'unstarted') return messages.unstarted;
  if (next === undefined) return messages.ended;
  const phrase = stepText({ ...next, value: null, result: null }, story);
  if (is === 'ready') return isGivenUp ? messages.could(phrase) : messages.next(phrase);
  const by = holder === null ? null : labelOf(holder, story);
  if (call === null) return messages.waits(phrase, by);
  return messages.waitsIn(call, next.object === null ? null : plainLine(next.object), by);
}

function outcomeBlocks({ outcome, ending }: ReplayReport, theme: Theme): Block[] {
  if (outcome === null) {
    return ending === 'diverged'
      ? []
      : [paragraph(theme.prose(messages.noOutcome[ending]), { style: theme.grade('cut') })];
  }
  const style = (line: string) => theme.strong(theme.grade(outcome.grade)(line));
  const because = outcome.because === '' ? [] : [paragraph(theme.prose(outcome.because), { indent: 2 })];
  return [paragraph(outcomeText(outcome, theme), { style }), ...because];
}

/** `◆ updates-lost (interesting)` */
function outcomeText({ name, grade }: NonNullable<ReplayReport['outcome']>, theme: Theme): string {
  const shown = name === null ? messages.undeclared : plainLine(name);
  return `${theme.glyphs[grade]} ${messages.outcome(shown, grade)}`;
}

/** All of it in one line. */
export function replayLine(report: ReplayReport, theme: Theme): string {
  const { demo, outcome, ending, misfit, story } = report;
  const parts = outcome ? [outcomeText(outcome, theme)] : ending === 'diverged' ? [] : [messages.noOutcome[ending]];
  if (misfit?.code === 'changed') parts.push(messages.changed);
  else if (misfit !== null) {
    const thread = story === null ? misfit.thread : labelOf(misfit.thread, story);
    const say = misfit.code === 'over' ? messages.over : messages.cannotGo;
    parts.push(say(misfit.step, thread, ending === 'deadlock'));
  }
  return theme.prose(`${plainLine(demo)}: ${parts.join('; ')}`);
}

function nameOf(letter: string, story: Story): string {
  const at = story.threads.findIndex((thread) => thread.letter === letter);
  return threadNames(story)[at] ?? letter;
}

/** `B addWithoutLock`; the letter alone for a thread that was never started. */
function labelOf(letter: string, story: Story): string {
  const name = nameOf(letter, story);
  return name === letter ? letter : `${letter} ${name}`;
}
