import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Block, gap, paragraph, table } from '../../../src/render/blocks.js';
import { isNarrow, loadMeasure, narrowMeasure } from '../../../src/render/measure.js';
import { plainText } from '../../../src/render/plain-text.js';
import { Typesetter } from '../../../src/render/typesetter.js';
import '../../seed.js';

// wrap-ansi composes what can be composed.
const letters = (text: string) => text.replace(/\s/g, '').normalize();
const words = fc.string({ unit: fc.constantFrom(...'ab ,.–é'), maxLength: 120 });
const wideWords = fc.string({ unit: fc.constantFrom(...'ab 你好，é', 'e\u0301', '👩‍👩‍👧', '한'), maxLength: 80 });

test('narrow text is as wide as it is long', () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const character = String.fromCodePoint(code);
    if (isNarrow(character)) expect({ code, width: stringWidth(character) }).toEqual({ code, width: 1 });
  }
});

describe('wrapping', () => {
  test('loses nothing and keeps to the width, with and without the library', async () => {
    const measure = await loadMeasure();
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const lines = narrowMeasure.wrap(text, columns);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(letters(lines.join(''))).toBe(letters(text));
      }),
    );
    fc.assert(
      fc.property(wideWords, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = measure.wrap(text, columns);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
        expect(letters(lines.join(''))).toBe(letters(text));
      }),
    );
  });

  test('shortens to the width', async () => {
    const measure = await loadMeasure();
    fc.assert(
      fc.property(wideWords, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        expect(stringWidth(measure.shorten(text, columns, '…'))).toBeLessThanOrEqual(columns);
      }),
    );
    expect(narrowMeasure.shorten('Thread-1 (addWithLock)', 12, '…')).toBe('Thread…Lock)');
    expect(narrowMeasure.shorten('Thread-1', 12, '…')).toBe('Thread-1');
  });
});

describe('the typesetter', () => {
  test('never writes a line wider than the terminal, for any input', async () => {
    const cell = fc.oneof(wideWords, fc.integer());
    const row = fc.array(cell, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        wideWords,
        fc.integer({ min: 24, max: 90 }),
        async (rows, text, columns) => {
          const out = await set(
            columns,
            paragraph(text, { indent: 2, leads: [{ text, width: 8 }] }),
            table(['one', 'two', 'three'], rows),
          );
          for (const line of out.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps the order when a block waits for a library', async () => {
    expect(await set(40, paragraph('first'), table(['h'], [['cell']]), paragraph('宽'), gap, paragraph('last'))).toBe(
      'first\n  h\n  cell\n宽\n\nlast\n',
    );
  });

  test('reports a failure to the caller that waits for the end', async () => {
    const page = new Typesetter({
      terminal: { columns: 40, colour: false, unicode: true },
      ellipsis: '…',
      write() {
        throw new Error('full');
      },
    });
    page.put(table(['h'], [['cell']]));
    await expect(page.done()).rejects.toThrow('full');
    expect(() => page.put(gap)).toThrow('full');
  });
});

async function set(columns: number, ...blocks: readonly Block[]): Promise<string> {
  let text = '';
  const page = new Typesetter({
    terminal: { columns, colour: false, unicode: true },
    ellipsis: '…',
    write(part) {
      text += part;
    },
  });
  page.put(...blocks);
  await page.done();
  return text;
}

describe('very long text', () => {
  const kinds = { wide: '漢字', 'right to left': 'שלום ', 'without width': 'e\u0301\u200d', emoji: '👩‍👩‍👧' };
  test.each(Object.entries(kinds))('takes time in proportion to its length: %s', async (_, piece) => {
    const measure = await loadMeasure();
    const text = piece.repeat(100_000 / piece.length);
    expect(measure.wrap(text, 60).length).toBeGreaterThan(1);
    expect(stringWidth(measure.shorten(text, 30, '…'))).toBeLessThanOrEqual(30);
  });

  test('is cut on a screen, with a note on how much is left', () => {
    expect(plainText('漢'.repeat(160_000))).toBe(
      `${'漢'.repeat(10_000)} … 150,000 more characters: --format ndjson has them`,
    );
    // Not within a character.
    expect(plainText(`${'a'.repeat(9_999)}👍`.concat('b'))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(plainText('a'.repeat(10_000))).toBe('a'.repeat(10_000));
  });

  test('characters that turn the direction of a line are shown, not obeyed', () => {
    expect(plainText('a\u202eb\u2066c')).toBe('a\\u202eb\\u2066c');
  });
});
