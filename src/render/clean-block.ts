/** All text of a page passes here, so that no text, whatever its source, can control the terminal. */
import type { Block, Cell } from './blocks.js';
import { plainText } from './plain-text.js';

/** The block with all its texts made safe. */
export function cleanBlock(block: Block): Block {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, text: plainText(block.text), ...(block.leads && { leads: block.leads.map(cleaned) }) };
    case 'table':
      return { ...block, head: block.head.map(plainText), rows: block.rows.map((row) => row.map(cleanCell)) };
    case 'code':
      return { ...block, lines: block.lines.map((line) => line.map(cleaned)) };
    case 'row':
      return {
        ...block,
        time: cleaned(block.time),
        cells: block.cells.map((cell) => ({ ...cell, ...cellText(cell) })),
      };
  }
}

function cleaned<T extends { readonly text: string }>(piece: T): T {
  return { ...piece, text: plainText(piece.text) };
}

function cleanCell(cell: Cell): Cell {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' ? plainText(cell) : cleaned(cell);
}

function cellText({ text }: { readonly text?: string }) {
  return text === undefined ? {} : { text: plainText(text) };
}
