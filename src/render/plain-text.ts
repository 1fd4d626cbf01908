/**
 * A program's own text, made safe to lay out: its escape sequences are taken out, tabs become spaces,
 * and other control characters are shown as `\x07`, since one of them can move the cursor or clear the screen.
 */
export function plainText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .replace(SEQUENCE, '')
    .replace(/\r\n/g, '\n')
    .replace(/\t/g, '    ')
    .replace(CONTROL, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The same on a single line: for names and table cells. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\n/g, '\\n');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
// Colours and cursor movements, titles and links. Node's own `stripVTControlCharacters` takes letters behind them as well.
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const SEQUENCE = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;
