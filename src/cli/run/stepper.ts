/** `--step-log`: shows one line of the log per key. The program does not wait; only its log does. */
import type { RunEvent } from '../../events/run-event.js';
import { messages } from '../../render/messages.js';
import { BACK_KEYS, type Keys, listenForKeys, STOP_KEYS } from '../terminal/keys.js';
import type { StepPage } from '../terminal/step-page.js';

export interface StepperOptions {
  /** Shows an event; returns true if that made a line. */
  show(event: RunEvent): boolean;
  /** The same without output: it finds out how many lines are still to come. */
  rehearse(event: RunEvent): boolean;
  /** The page that everything is written to. */
  readonly page: StepPage;
  /** Stops the command. */
  stop(): void;
  /** Aborted when the command must stop, for any reason. */
  readonly stopped: AbortSignal;
}

/** One per run. */
export class Stepper {
  readonly #options: StepperOptions;
  readonly #keys: Keys;
  readonly #events: RunEvent[] = [];
  /** Events before this index are done. They stay in the array, since shifting a long array takes time in its length. */
  #next = 0;
  /** How many of the remaining events will make a line. */
  #left = 0;
  /** How many more lines the reader has asked for: one, or all. */
  #wanted = 0;
  #end: (() => void) | undefined;

  constructor(options: StepperOptions) {
    this.#options = options;
    this.#keys = listenForKeys(
      (key) => this.#onKey(key),
      () => options.page.forget(),
    );
  }

  event(event: RunEvent): void {
    this.#events.push(event);
    if (!isFrame(event) && this.#options.rehearse(event)) this.#left += 1;
    this.#flow();
  }

  /** Called when the run is over. Settles when all events have been shown or dropped. */
  async finish(): Promise<void> {
    const { stopped } = this.#options;
    const skip = () => this.#flow();
    stopped.addEventListener('abort', skip);
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      this.#flow();
    });
    stopped.removeEventListener('abort', skip);
  }

  /** Releases the keyboard. */
  close(): void {
    this.#options.page.prompt('');
    this.#keys.close();
  }

  #onKey(key: string): void {
    if (STOP_KEYS.includes(key)) this.#options.stop();
    else if (BACK_KEYS.includes(key)) this.#options.page.back();
    else this.#wanted = key === 'a' || key === 'A' ? Infinity : Math.max(this.#wanted, 1);
    this.#flow();
  }

  #flow(): void {
    const { page, stopped } = this.#options;
    while ((this.#wanted > 0 || stopped.aborted) && page.again()) this.#wanted -= 1;
    for (let event = this.#events[this.#next]; event !== undefined; event = this.#events[this.#next]) {
      if (event.type !== 'run.start' && !stopped.aborted && this.#wanted <= 0) break;
      this.#next++;
      this.#pass(event);
    }
    if (this.#next < this.#events.length) this.#showWhatIsLeft();
    else this.#settle();
  }

  #pass(event: RunEvent): void {
    const { show, page, stopped } = this.#options;
    // Once stopped, only the end is shown.
    if (stopped.aborted && !isFrame(event)) return;
    if (isFrame(event)) {
      page.prompt('');
      page.forget();
      show(event);
      return;
    }
    page.open();
    if (!show(event)) return;
    this.#left -= 1;
    this.#wanted -= 1;
  }

  #showWhatIsLeft(): void {
    const { page } = this.#options;
    page.prompt(this.#end === undefined ? '' : messages.pace.left(this.#left + page.taken));
  }

  #settle(): void {
    this.#events.length = 0;
    this.#next = 0;
    this.#end?.();
  }
}

/** True for the start and the end of the log, which are not lines of it. */
function isFrame({ type }: RunEvent): boolean {
  return type === 'run.start' || type === 'diagnosis' || type === 'run.end';
}
