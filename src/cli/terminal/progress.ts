/** A sign of life on stderr while nothing else is printed. */
import type { Ora } from 'ora';
import { plainLine } from '../../render/plain-text.js';

export interface ProgressOptions {
  readonly colour: boolean;
  readonly unicode: boolean;
}

/** On a terminal, a spinner after a second of silence. Elsewhere, a plain line after ten seconds, then at doubling intervals. */
export class Progress {
  readonly #options: ProgressOptions;
  // ora would clear lines without end if the terminal does not know its width.
  readonly #isAnimated = process.stderr.isTTY === true && process.stderr.columns > 0 && process.env.TERM !== 'dumb';
  #describe: (seconds: number) => string = () => '';
  #since = 0;
  #pause = 0;
  #timer: NodeJS.Timeout | undefined;
  #spinner: Ora | undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  /** `describe` returns what is going on, given the seconds since the start. */
  start(describe: (seconds: number) => string): void {
    this.stop();
    this.#describe = describe;
    this.#since = performance.now();
    this.#pause = this.#isAnimated ? 1000 : 10_000;
    this.#await();
  }

  /** Call this before printing anything: it removes the spinner and waits for silence again. */
  touch(): void {
    this.#spinner?.stop();
    this.#spinner = undefined;
    this.#timer?.refresh();
  }

  stop(): void {
    this.touch();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #await(): void {
    const timer = setTimeout(() => void this.#show(timer), this.#pause);
    timer.unref();
    this.#timer = timer;
  }

  async #show(timer: NodeJS.Timeout): Promise<void> {
    if (!this.#isAnimated) {
      process.stderr.write(`pyconc: ${this.#text()}\n`);
      this.#pause *= 2;
      // A new timer, not a refresh of this one as well: two timers would become four, and so on.
      this.#await();
      return;
    }
    if (this.#spinner === undefined) {
      const { default: ora } = await import('ora');
      if (this.#timer !== timer || this.#spinner !== undefined) return;
      this.#spinner = ora({
        text: this.#text(),
        stream: process.stderr,
        spinner: this.#options.unicode ? 'dots' : 'line',
        color: this.#options.colour ? 'cyan' : false,
        // ora would set raw mode, in which Ctrl-C is only a key.
        discardStdin: false,
        isEnabled: true,
      }).start();
    }
    timer.refresh();
    if (this.#spinner !== undefined) this.#spinner.text = this.#text();
  }

  #text(): string {
    return plainLine(this.#describe(Math.round((performance.now() - this.#since) / 1000)));
  }
}
