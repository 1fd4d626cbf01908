/** What a demo takes, before it runs. */
import { type Demo, inEnglish, type ParamDefinition } from '../session/demo.js';
import { type Block, gap, paragraph, table } from './blocks.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** Its question, its variants, its parameters, the outcomes it can have, and what else is to be known before it runs. */
export function demoPage(demo: Demo, theme: Theme, more = messages.defaultSpeed(demo.speed ?? 1)): Block[] {
  const parts = [
    demoHeading(demo, theme),
    variants(demo, theme),
    params(demo, theme),
    outcomes(demo, theme),
    [paragraph(more)],
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part) => [...part, gap])
    .slice(0, -1);
}

/** Its name, its title and what it is about. */
export function demoHeading({ name, title, about }: Demo, theme: Theme): Block[] {
  return [
    paragraph(`${name}: ${said(title, theme)}`, { style: theme.strong }),
    paragraph(said(about, theme), { indent: 2 }),
  ];
}

function variants({ variants = {} }: Demo, theme: Theme): Block[] {
  const rows = Object.entries(variants).map(([name, about], index) => [
    name,
    `${index === 0 ? `${messages.isDefault} ` : ''}${said(about, theme)}`,
  ]);
  return section(messages.variantsHeading, messages.demoHeads.variants, rows, theme);
}

function params({ params = {} }: Demo, theme: Theme): Block[] {
  const definitions: [string, ParamDefinition][] = Object.entries(params);
  const rows = definitions.map(([name, definition]) => [
    name,
    accepted(definition),
    String(definition.default),
    said(definition.about, theme),
  ]);
  return section(messages.paramsHeading, messages.demoHeads.params, rows, theme);
}

function outcomes({ outcomes }: Demo, theme: Theme): Block[] {
  const rows = outcomes.map(({ name, grade, because }) => [
    name,
    { text: `${theme.glyphs[grade]} ${grade}`, style: theme.grade(grade) },
    said(because, theme),
  ]);
  return section(messages.outcomesHeading, messages.demoHeads.outcomes, rows, theme);
}

function section(title: string, head: readonly string[], rows: Parameters<typeof table>[1], theme: Theme): Block[] {
  return rows.length === 0 ? [] : [paragraph(title, { style: theme.strong }), table(head, rows)];
}

function accepted({ default: value, min, max, choices }: ParamDefinition): string {
  if (choices !== undefined) return choices.join(', ');
  if (typeof value === 'boolean') return 'true, false';
  if (typeof value === 'string') return 'text';
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `${min} or more`;
  return max === undefined ? 'number' : `up to ${max}`;
}

function said(prose: Demo['title'], theme: Theme): string {
  return theme.prose(inEnglish(prose));
}
