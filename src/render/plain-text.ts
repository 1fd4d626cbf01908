import { messages } from './messages.js';

/**
 * A program's own text, made safe to lay out. Escape sequences are removed, tabs become spaces, and other control characters are
 * shown as `\x07`, since they can move the cursor, clear the screen or reverse a line. Text that would fill the screen many
 * times over is cut, with a note on how much is left.
 */
export function plainText(text: string): string {
  const left = text.length - MOST_CHARACTERS;
  return left > 0
    ? `${safe(text.slice(0, MOST_CHARACTERS).replace(HALF, ''))}${messages.moreCharacters(left)}`
    : safe(text);
}

/** Half of a surrogate pair, at the cut. */
const HALF = /[\ud800-\udbff]$/;
/** About ten screens. */
const MOST_CHARACTERS = 10_000;

function safe(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(SEQUENCE, '').replace(/\r\n/g, '\n').replace(/\t/g, '    ').replace(CONTROL, shown);
}

function shown(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}

/** The same on a single line: for names and table cells. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\n/g, '\\n');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
// Colours, cursor movements, titles and links. Node's `stripVTControlCharacters` removes letters after them as well.
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const SEQUENCE = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;
