/** Makes blocks safe, fits them to the terminal and writes them in order. */
import { type Block, type Paragraph, textOf } from './blocks.js';
import { cleanBlock } from './clean-block.js';
import { isNarrow, loadMeasure, type Measure, narrowMeasure } from './measure.js';
import type { Terminal, Write } from './renderer.js';
import { setCode } from './set-code.js';
import { setRow } from './set-row.js';
import type { SetTable } from './set-table.js';

export interface TypesetterOptions {
  readonly terminal: Terminal;
  readonly ellipsis: string;
  write: Write;
}

/**
 * A block is written at once if possible, so that a log line appears with its event. Tables and text with wide characters need
 * a library: the first of these, and all blocks after it, wait until the library is loaded.
 */
export class Typesetter {
  readonly #options: TypesetterOptions;
  readonly #queue: Block[] = [];
  #measure = narrowMeasure;
  #setTable: SetTable | undefined;
  #loading: Promise<void> | undefined;
  #failure: unknown;

  constructor(options: TypesetterOptions) {
    this.#options = options;
  }

  get columns(): number {
    return this.#options.terminal.columns;
  }

  put(...blocks: readonly Block[]): void {
    if (this.#failure !== undefined) throw this.#failure;
    for (const block of blocks) this.#queue.push(cleanBlock(block));
    if (this.#loading === undefined) this.#setQueue();
  }

  /** Loads the table library before the first table. */
  async prepareTables(): Promise<void> {
    this.#setTable ??= (await import('./set-table.js')).setTable;
  }

  /** Settles when everything is written. */
  async done(): Promise<void> {
    while (this.#loading !== undefined) await this.#loading;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #setQueue(): void {
    let set = 0;
    for (const block of this.#queue) {
      const missing = this.#missingFor(block);
      if (missing !== undefined) {
        this.#loading = this.#resumeAfter(missing);
        break;
      }
      this.#options.write(this.#set(block));
      set += 1;
    }
    this.#queue.splice(0, set);
  }

  #missingFor(block: Block): (() => Promise<void>) | undefined {
    if (this.#measure === narrowMeasure && !textsOf(block).every(isNarrow)) {
      return async () => {
        this.#measure = await loadMeasure();
      };
    }
    if (block.kind === 'table' && this.#setTable === undefined) return () => this.prepareTables();
    return undefined;
  }

  async #resumeAfter(load: () => Promise<void>): Promise<void> {
    try {
      await load();
      this.#loading = undefined;
      this.#setQueue();
    } catch (error) {
      this.#loading = undefined;
      this.#failure = error;
    }
  }

  #set(block: Block): string {
    const lines = this.#linesOf(block);
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  }

  #linesOf(block: Block): string[] {
    const { columns } = this;
    const { terminal, ellipsis } = this.#options;
    switch (block.kind) {
      case 'table':
        return this.#setTable?.(block, this.#measure, columns) ?? [];
      case 'code':
        return setCode(block, this.#measure, terminal.isEndless ? Infinity : columns, ellipsis);
      case 'row':
        return setRow(block, this.#measure, columns);
      case 'paragraph':
        return setParagraph(block, this.#measure, block.isOutput && terminal.isEndless ? Infinity : columns, ellipsis);
    }
  }
}

function textsOf(block: Block): string[] {
  if (block.kind === 'table') return [...block.head, ...block.rows.flat().map(textOf)];
  if (block.kind === 'code') return block.lines.flat().map((span) => span.text);
  if (block.kind === 'row') return block.cells.flatMap(({ mark, text = '' }) => [mark, text]);
  return [block.text, ...(block.leads ?? []).map((lead) => lead.text)];
}

function setParagraph(block: Paragraph, measure: Measure, columns: number, ellipsis: string): string[] {
  const { indent = 0, leads = [], text, style = (line: string) => line } = block;
  const margin = indent + leads.reduce((sum, lead) => sum + lead.width + GUTTER, 0);
  const width = Math.max(columns - margin, 1);

  let front = ' '.repeat(indent);
  for (const lead of leads) {
    const shown = measure.shorten(lead.text, lead.width, ellipsis);
    const padding = ' '.repeat(Math.max(lead.width - measure.width(shown), 0));
    const styled = lead.style?.(shown) ?? shown;
    front += lead.align === 'right' ? padding + styled : styled + padding;
    front += ' '.repeat(GUTTER);
  }
  return text
    .split('\n')
    .flatMap((line) => (width === Infinity ? [line] : wrapIndented(line, measure, width)))
    .map((line, index) => (index === 0 ? front : ' '.repeat(margin)) + (line && style(line)));
}

/** Keeps the text's own indentation, if that leaves room for the text. */
function wrapIndented(line: string, measure: Measure, width: number): string[] {
  const own = Math.min(line.length - line.trimStart().length, Math.floor(width / 2));
  const spaces = ' '.repeat(own);
  return measure.wrap(line.trimStart(), width - own).map((part) => spaces + part);
}

/** Columns between leads, and between a lead and the text. */
const GUTTER = 2;
