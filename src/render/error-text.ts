import type { ErrorFacts } from '../events/run-event.js';
import { plainText } from './plain-text.js';

/** `TypeError: message`, or the type alone where there is no message. */
export function errorTitle({ type, message }: ErrorFacts): string {
  return plainText(message ? `${type}: ${message}` : type);
}

/** The frames of an error's stack, without those inside Node. */
export function errorFrames({ stack }: ErrorFacts): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/\(?node:/.test(line))
    .map((line) => plainText(line.trim().replace('file://', '')));
}
