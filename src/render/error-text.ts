import { isFrame } from '../events/places.js';
import { relatedErrors } from '../events/related-errors.js';
import { type Block, paragraph } from './blocks.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** `TypeError: message`, or the type alone where there is no message. */
export function errorTitle({ type, message }: ErrorFacts): string {
  return message ? `${type}: ${message}` : type;
}

/** What goes beneath an error's title: its frames, and the errors that it comes from with theirs. */
export function errorDetails(error: ErrorFacts, indent: number, theme: Theme): Block[] {
  return [
    ...framesOf(error, indent, theme),
    ...relatedErrors(error).flatMap(({ error, relation }) => [
      paragraph(messages.related[relation](errorTitle(error)), { indent }),
      ...framesOf(error, indent, theme),
    ]),
  ];
}

/** The frames of an error's stack, without those inside Node. */
function framesOf({ stack }: ErrorFacts, indent: number, theme: Theme): Block[] {
  return stack
    .split('\n')
    .filter((line) => isFrame(line) && !line.includes('node:'))
    .map((line) => paragraph(line.trim().replace('file://', ''), { indent, style: theme.faint }));
}
