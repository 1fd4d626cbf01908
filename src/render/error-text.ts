import type { ErrorFacts } from '../events/facts.js';
import { isFrame } from '../events/places.js';
import { relatedErrors } from '../events/related-errors.js';
import { type Block, paragraph } from './blocks.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

/** `TypeError: message`, or the type alone if the message is empty. */
export function errorTitle({ type, message }: ErrorFacts): string {
  return message ? `${type}: ${message}` : type;
}

/** The lines under an error's title: its frames, then its related errors with their frames. */
export function errorDetails(error: ErrorFacts, indent: number, theme: Theme): Block[] {
  return [
    ...framesOf(error, indent, theme),
    ...relatedErrors(error).flatMap(({ error, relation }) => [
      paragraph(messages.related[relation](errorTitle(error)), { indent }),
      ...framesOf(error, indent, theme),
    ]),
  ];
}

/** The frames of an error's stack, except Node's own. */
function framesOf({ stack }: ErrorFacts, indent: number, theme: Theme): Block[] {
  return stack
    .split('\n')
    .filter((line) => isFrame(line) && !line.includes('node:'))
    .map((line) => paragraph(line.trim().replace('file://', ''), { indent, style: theme.faint }));
}
