import type { TrialsRow } from '../../events/trials-report.js';
import { plainText } from '../plain-text.js';

/** The heads: one column for each parameter and outcome of the demo. */
export function csvHead(row: TrialsRow): string {
  return line(columns(row).map(([name]) => name));
}

export function csvRow(row: TrialsRow): string {
  return line(columns(row).map(([, value]) => value));
}

type Column = readonly [name: string, value: string | number | boolean | null];

function columns(row: TrialsRow): Column[] {
  const { demo, variant, params, start, trials, hits, rate, interval, method, deff } = row;
  return [
    ['demo', demo],
    ['variant', variant],
    ...Object.entries(params).map(([name, value]): Column => [`param.${name}`, value]),
    ['start', start],
    ['trials', trials],
    ['hits', hits],
    ['rate', rate],
    ['low', interval?.[0] ?? null],
    ['high', interval?.[1] ?? null],
    ['method', method],
    ['deff', deff],
    ['none_below', row.noneBelow],
    ['overlap', row.overlap],
    ['batches', row.batches.length],
    ['first_hit', row.firstHit],
    ['seconds', row.seconds],
    ['load_start', row.load.start],
    ['load_end', row.load.end],
    ['partial', row.partial],
    ...row.outcomes.map(({ name, count }): Column => [`outcome.${name ?? ''}`, count]),
  ];
}

function line(values: readonly Column[1][]): string {
  return `${values.map((value) => quoted(plainText(String(value ?? '')))).join(',')}\n`;
}

/** Quoted as in RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
