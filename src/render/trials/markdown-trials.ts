import type { TrialsHead, TrialsRow } from '../../events/trials-report.js';
import { markdownLine } from '../markdown-line.js';
import { percent, percentRange } from './shares.js';
import { trialsMessages as messages } from './trials-messages.js';

export function markdownHead({ params }: TrialsRow, head: TrialsHead): string {
  const names = ['variant', ...Object.keys(params), 'start', messages.wrong(head.outcome), 'rate', '95 % interval'];
  return `${markdownLine(names)}${markdownLine(names.map(() => '---'))}`;
}

export function markdownRow(row: TrialsRow, head: TrialsHead): string {
  const { variant, params, start, trials } = row;
  return markdownLine([variant ?? '', ...Object.values(params).map(String), start, ...figures(row, trials, head)]);
}

function figures({ hits, rate, interval, noneBelow, firstHit }: TrialsRow, trials: number, head: TrialsHead): string[] {
  if (head.isSearch) return [firstHit === null ? messages.notFound(trials) : messages.found(firstHit), '', ''];
  if (noneBelow !== null) return [messages.noneIn(trials), messages.none, percentRange([0, noneBelow], trials)];
  const counted = messages.counted(hits, trials);
  if (rate === null || interval === null) return [counted, '', ''];
  return [counted, percent(rate, trials), percentRange(interval, trials)];
}
