/** What a demo takes, before it runs. */
import { type Demo, inEnglish, type ParamDefinition, type Prose } from '../session/demo.js';
import { type Block, gap, paragraph, table } from './blocks.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

export interface DemoPage {
  readonly demo: Demo;
  /** Lines with example commands, already fitted to the width. */
  readonly examples: readonly string[];
  /** A further fact to know before running it. */
  readonly more: string;
  /** Says where to find all options. */
  readonly options?: string;
}

/** The demo's question, examples, variants, parameters and outcomes: one screen, for showing to a class. */
export function demoPage({ demo, examples, more, options }: DemoPage, theme: Theme): Block[] {
  return [
    heading(demo, theme),
    ...aboutIt([demo.about.question], theme),
    gap,
    ...examples.map((line) => paragraph(line)),
    gap,
    ...variants(demo, theme),
    ...params(demo, theme),
    ...outcomes(demo, theme),
    paragraph(more),
    ...(options === undefined ? [] : [paragraph(options)]),
  ];
}

/** Its name, its title and all that it is about. */
export function demoHeading(demo: Demo, theme: Theme): Block[] {
  const { question, cpython } = demo.about;
  return [heading(demo, theme), ...aboutIt([question, cpython], theme)];
}

function heading({ name, title }: Demo, theme: Theme): Block {
  return paragraph(`${name}: ${inProse(title, theme)}`, { style: theme.strong });
}

/** A paragraph for each text that there is. */
function aboutIt(texts: readonly (Prose | undefined)[], theme: Theme): Block[] {
  return texts.filter((text) => text !== undefined).map((text) => paragraph(inProse(text, theme), { indent: 2 }));
}

function variants({ variants = {} }: Demo, theme: Theme): Block[] {
  const rows = Object.entries(variants).map(([name, about], index) => [
    name,
    `${index === 0 ? `${messages.isDefault} ` : ''}${inProse(about, theme)}`,
  ]);
  return section(messages.variantsHeading, rows, theme);
}

function params({ params = {} }: Demo, theme: Theme): Block[] {
  const definitions: [string, ParamDefinition][] = Object.entries(params);
  const rows = definitions.map(([name, definition]) => [
    name,
    `${inProse(definition.about, theme)}: ${accepted(definition)} ${messages.defaultValue(definition.default)}`,
  ]);
  return section(messages.paramsHeading, rows, theme);
}

/** A line per grade. */
function outcomes({ outcomes }: Demo, theme: Theme): Block[] {
  const rows = (['expected', 'interesting', 'forbidden'] as const).map((grade) => [
    { text: `${theme.glyphs[grade]} ${grade}`, style: theme.grade(grade) },
    outcomes.flatMap((outcome) => (outcome.grade === grade ? [outcome.name] : [])).join(', '),
  ]);
  const named = rows.filter(([, names]) => names !== '');
  return section(messages.outcomesHeading, named, theme);
}

function section(title: string, rows: Parameters<typeof table>[1], theme: Theme): Block[] {
  return rows.length === 0 ? [] : [paragraph(title, { style: theme.strong }), table([], rows)];
}

function accepted({ default: value, min, max, choices }: ParamDefinition): string {
  if (choices !== undefined) return choices.join(', ');
  const { takes } = messages;
  if (typeof value === 'boolean') return takes.truth;
  if (typeof value === 'string') return takes.text;
  if (min !== undefined && max !== undefined) return takes.between(min, max);
  if (min !== undefined) return takes.least(min);
  return max === undefined ? takes.number : takes.most(max);
}

function inProse(prose: Prose, theme: Theme): string {
  return theme.prose(inEnglish(prose));
}
