/** Letters for threads, in the order of their starts: A is MainThread. */
import { THREAD_LETTERS as LETTERS } from './schedule-string.js';

export function letterOf(ordinal: number): string {
  return LETTERS[ordinal] as string;
}

/** The thread of a letter; −1 if there is none. */
export function ordinalOf(letter: string): number {
  return LETTERS.indexOf(letter);
}
