/** The page of `--step-log`. To take lines off the screen again, it counts terminal rows upwards from the cursor. */
import { loadMeasure, type Measure } from '../../render/measure.js';

interface Piece {
  text: string;
  rows: number;
}

export interface StepPageOptions {
  write(text: string): void;
}

export class StepPage {
  readonly #write: (text: string) => void;
  readonly #measure: Measure;
  /** False if nothing can be taken back: a pipe, a dumb terminal, or one that does not know its size. */
  readonly #canRewind =
    process.stderr.isTTY && process.stdout.isTTY && process.stdout.columns * process.stdout.rows > 0 && !isDumb();
  #shown: Piece[] = [];
  #open: Piece | undefined;
  readonly #taken: string[] = [];
  /** How many rows above the cursor are ours and still on the screen. */
  #above = 0;
  #prompt = '';

  static async create(options: StepPageOptions): Promise<StepPage> {
    return new StepPage(options, await loadMeasure());
  }

  private constructor({ write }: StepPageOptions, measure: Measure) {
    this.#write = write;
    this.#measure = measure;
    // After a resize it is unknown where the terminal has put the rows.
    if (this.#canRewind) process.stdout.on('resize', () => this.forget());
  }

  /** How many pieces have been taken off the screen. */
  get taken(): number {
    return this.#taken.length;
  }

  /** Starts a piece: what is written from now on can be taken back together. */
  open(): void {
    this.#open = { text: '', rows: 0 };
  }

  write(text: string): void {
    this.#wipe();
    this.#write(text);
    this.#note(text);
    this.#draw();
  }

  /** Calls `write`, which writes something that is not part of the log and stays on the screen. */
  aside(write: () => void): void {
    this.#wipe();
    write();
    this.forget();
  }

  /** Takes the last piece off the screen, if all of its rows are still there. */
  back(): void {
    const piece = this.#takeOff();
    if (piece === undefined) return;
    this.#taken.push(piece.text);
    this.#draw();
  }

  /** Writes a piece in the place of the last one, or beneath it if that cannot be taken off the screen. */
  replace(text: string): void {
    this.#takeOff();
    this.open();
    this.write(text);
  }

  /** Shows again the piece that was taken back last; false if there is none. */
  again(): boolean {
    const text = this.#taken.pop();
    if (text === undefined) return false;
    this.open();
    this.write(text);
    return true;
  }

  /** Shows a prompt under the log, which makes way for the next line. An empty text removes it. */
  prompt(text: string): void {
    this.#wipe();
    this.#prompt = this.#canRewind ? text : '';
    this.#draw();
  }

  /** Keeps everything on the screen from now on, until the next piece. Draws the prompt again. */
  forget(): void {
    this.#shown = [];
    this.#open = undefined;
    this.#above = 0;
    this.#draw();
  }

  #takeOff(): Piece | undefined {
    const piece = this.#shown.at(-1);
    if (piece === undefined || piece.rows > this.#above) return undefined;
    this.#shown.pop();
    if (piece === this.#open) this.#open = undefined;
    this.#wipe();
    process.stderr.write(`\x1b[${piece.rows}A\x1b[J`);
    this.#above -= piece.rows;
    return piece;
  }

  #note(text: string): void {
    if (!this.#canRewind) return;
    const { rows: height, columns } = process.stdout;
    const lines = text.split('\n').slice(0, -1);
    const rows = lines.reduce((sum, line) => sum + Math.max(Math.ceil(this.#measure.width(line) / columns), 1), 0);
    this.#above = Math.min(this.#above + rows, height - 1);
    if (this.#open === undefined) {
      this.#shown = [];
      return;
    }
    if (this.#open !== this.#shown.at(-1)) this.#shown.push(this.#open);
    this.#open.text += text;
    this.#open.rows += rows;
    // Each piece takes at least one row, so more of them cannot be on the screen.
    if (this.#shown.length > height) this.#shown.shift();
  }

  #wipe(): void {
    if (this.#prompt !== '') process.stderr.write('\r\x1b[K');
  }

  #draw(): void {
    if (this.#prompt === '') return;
    process.stderr.write(`\r\x1b[K${this.#measure.start(this.#prompt, process.stdout.columns - 1)}`);
  }
}

function isDumb(): boolean {
  return process.env.TERM === 'dumb';
}
