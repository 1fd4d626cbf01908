/** A page for one row of trials: the outcomes, how often each occurred, and how sure that is. */
import type { ParamValue } from '../../events/facts.js';
import type { HungTrial, TrialsHead, TrialsRow } from '../../events/trials-report.js';
import { type Block, type Cell, gap, paragraph, table } from '../blocks.js';
import { diagnosisText } from '../diagnosis.js';
import { labelled } from '../labelled.js';
import { plainLine } from '../plain-text.js';
import type { Terminal } from '../renderer.js';
import type { Theme } from '../theme.js';
import { bar, sparkline } from './bars.js';
import { percent, percentRange } from './shares.js';
import { trialsMessages as messages } from './trials-messages.js';

export interface Surroundings {
  readonly terminal: Terminal;
  readonly theme: Theme;
  readonly head: TrialsHead;
  /** Outcomes whose meaning was already shown: each is shown once. */
  readonly explained: Set<string | null>;
  /** Load before the first row comes from other programs. */
  isFirst: boolean;
}

export function rowBlocks(row: TrialsRow, around: Surroundings): Block[] {
  const { theme, head } = around;
  const facts = [
    ...(row.variant === null ? [] : [messages.variant(plainLine(row.variant))]),
    ...Object.entries(row.params).map(([name, value]) =>
      plainLine(messages.param(name, value, inRun(name, value, head))),
    ),
    messages.start(row.start),
  ];
  const title = [plainLine(row.demo), ...facts].join(` ${theme.glyphs.separator} `);
  const blocks: Block[] = [paragraph(title, { style: theme.strong })];
  if (row.partial) blocks.push(paragraph(messages.partial, { indent: 2, style: theme.grade('cut') }));
  if (row.trials === 0) return [...blocks, paragraph(messages.noTrials, { indent: 2 })];
  return [
    ...blocks,
    gap,
    ...outcomeTable(row, around),
    ...undeclaredKinds(row, around),
    gap,
    rateLine(row, head),
    ...figures(row, around),
  ];
}

/** Trials without a declared outcome: the first of each kind. */
function undeclaredKinds({ undeclared }: TrialsRow, { theme }: Surroundings): Block[] {
  if (undeclared.length === 0) return [];
  const leads = undeclared.map(({ trial }) => messages.trial(trial));
  const width = Math.max(...leads.map((text) => text.length));
  const kinds = undeclared.map((kind, index) => {
    const text = [kind.because, ...messages.undeclaredDetails(kind)].join('\n');
    return paragraph(theme.prose(text), { indent: 2, leads: [{ text: leads[index] ?? '', width }] });
  });
  return [gap, ...kinds];
}

/** The default in `run`, if trials have a different one. */
function inRun(name: string, value: ParamValue, { ownDefaults }: TrialsHead): ParamValue | undefined {
  const own = ownDefaults[name];
  return own?.own === value ? own.run : undefined;
}

/** `wrong  873 of 1000: 87.3 %` … */
function rateLine(row: TrialsRow, head: TrialsHead): Block {
  return labelled(messages.wrong(head.outcome), rateText(row, head));
}

/** The rate as a sentence: counts, share, interval and method. */
export function rateText(row: TrialsRow, head: TrialsHead): string {
  const { trials, hits, noneBelow, rate, interval } = row;
  if (trials === 0) return messages.noTrials;
  if (head.isSearch) {
    return `${row.firstHit === null ? messages.notFound(trials) : messages.found(row.firstHit)}. ${messages.search}`;
  }
  if (noneBelow !== null) return `${messages.noneIn(trials)}: ${messages.noneBelow(percent(noneBelow, trials))}`;
  const counted = messages.counted(hits, trials);
  if (rate === null || interval === null) return counted;
  return `${counted}: ${percent(rate, trials)}, ${messages.interval(percentRange(interval, trials), method(row))}`;
}

function method({ method, batches, deff }: TrialsRow): string {
  if (method === 'wilson' || deff === null) return messages.method.wilson;
  return messages.method['wilson-batches'](batches.length, deff.toFixed(1));
}

/** The meanings have their own column if there is room for it. */
function outcomeTable(row: TrialsRow, { terminal, theme, head, explained }: Surroundings): Block[] {
  const shown = row.outcomes.filter(({ name, count }) => name !== null || count > 0);
  const isNew = new Set(shown.map(({ name }) => name).filter((name) => !explained.has(name)));
  for (const name of isNew) explained.add(name);
  const isWide = terminal.columns >= WIDE && isNew.size > 0;
  const rows = shown.map(({ name, grade, count }): Cell[] => {
    const share = count / row.trials;
    return [
      nameOf(name),
      count,
      count === 0 ? messages.none : percent(share, row.trials),
      { text: bar(share, BAR_WIDTH, terminal), style: theme.grade(grade) },
      { text: `${theme.glyphs[grade]} ${grade}`, style: theme.grade(grade) },
      ...(isWide ? [isNew.has(name) ? meaning(name, { theme, head }) : ''] : []),
    ];
  });
  const { outcomes, meaning: lastHead } = messages.heads;
  if (isWide) return [table([...outcomes, lastHead], rows)];
  if (isNew.size === 0) return [table(outcomes, rows)];
  const width = Math.max(...[...isNew].map((name) => nameOf(name).length));
  const meanings = [...isNew].map((name) =>
    paragraph(meaning(name, { theme, head }), { indent: 2, leads: [{ text: nameOf(name), width }] }),
  );
  return [table(outcomes, rows), gap, ...meanings];
}

const BAR_WIDTH = 10;
/** The fewest columns in which a table with meanings is readable. */
const WIDE = 120;

function nameOf(name: string | null): string {
  return name === null ? messages.undeclared : plainLine(name);
}

function meaning(name: string | null, { theme, head }: Pick<Surroundings, 'theme' | 'head'>): string {
  return theme.prose(name === null ? messages.undeclaredMeaning : (head.meanings[name] ?? ''));
}

/** The cycle says it all; without one, each thread's sentence does. */
function sentencesOf({ diagnosis }: HungTrial): string[] {
  const { sentences } = diagnosisText(diagnosis, 'hung', undefined, MOST_SENTENCES);
  const texts = sentences.map(({ text }) => text).filter((text) => text !== '');
  return diagnosis.cycle && diagnosis.cycle.length > 1 ? texts.slice(0, 1) : texts;
}

const MOST_SENTENCES = 3;

function figures(row: TrialsRow, { terminal, theme, isFirst }: Surroundings): Block[] {
  const { trials, batches, overlap, seconds, load } = row;
  const blocks: Block[] = [];
  for (const hung of row.hung ?? []) {
    blocks.push(
      labelled(messages.labels.hung, theme.prose(messages.hung(hung.outcome, hung.trial, sentencesOf(hung)))),
    );
  }
  if (row.rate !== null && batches.length > 1) {
    const shares = batches.map((batch) => batch.hits / batch.trials);
    const each = trials / batches.length;
    const { text, top } = sparkline(shares, SPARKLINE_WIDTH, terminal);
    const range = percentRange([Math.min(...shares), Math.max(...shares)], each);
    const figures = row.hits === 0 ? messages.noneInAny : `${range}, ${messages.scale(percent(top, each))}`;
    blocks.push(labelled(messages.labels.batches, `${text}  ${figures}`));
  }
  if (overlap !== null) {
    const text = overlap === 0 ? messages.noOverlap(trials) : messages.overlap(percent(overlap, trials));
    blocks.push(labelled(messages.labels.overlap, text));
  }
  blocks.push(labelled(messages.labels.took, messages.took(seconds, trials)));
  if (isBusy(load, isFirst)) {
    const [start, end] = [load.start, load.end].map((share) => (share ?? 0).toFixed(1));
    blocks.push(labelled(messages.labels.load, messages.busy(start ?? '', end ?? '')));
  }
  return blocks;
}

/** Shown if the trials had to share the cores with other programs. */
function isBusy({ start, end }: TrialsRow['load'], isFirst: boolean): boolean {
  return (start ?? 0) >= (isFirst ? BUSY_OTHERS : BUSY_ALL) || (end ?? 0) >= BUSY_ALL;
}

const BUSY_OTHERS = 0.75;
/** The load that trials cause themselves: all cores, and little more. */
const BUSY_ALL = 1.5;
const SPARKLINE_WIDTH = 20;
