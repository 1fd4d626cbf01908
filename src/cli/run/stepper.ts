/** `--step-log`: shows a line of the log for each key. The program does not wait for it: only what is shown does. */
import type { RunEvent } from '../../events/run-event.js';
import { messages } from '../../render/messages.js';
import { BACK_KEYS, type Keys, listenForKeys, STOP_KEYS } from '../terminal/keys.js';
import type { StepPage } from './step-page.js';

export interface StepperOptions {
  /** Shows an event; true if that made a line. */
  show(event: RunEvent): boolean;
  /** The same with nobody looking: so it is known how many lines there are to come. */
  rehearse(event: RunEvent): boolean;
  /** Where all is written. */
  readonly page: StepPage;
  /** Asks for everything to be stopped. */
  stop(): void;
  /** Aborted when everything is to be stopped, by whomever. */
  readonly stopped: AbortSignal;
}

/** For one run. */
export class Stepper {
  readonly #options: StepperOptions;
  readonly #keys: Keys;
  readonly #events: RunEvent[] = [];
  /** Events before this one have been shown, or are not wanted: to shift a long queue takes as long as it is. */
  #next = 0;
  /** Those of the others that will make a line. */
  #left = 0;
  /** Lines that have been asked for and were not yet there: one, or all. */
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

  /** The run is over. Settles when all that there was has been shown, or is not wanted any more. */
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

  /** Lets go of the keyboard. */
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
    if (this.#next < this.#events.length) this.#tellWhatIsLeft();
    else this.#settle();
  }

  #pass(event: RunEvent): void {
    const { show, page, stopped } = this.#options;
    // Of what nobody waits for any more only the end is shown.
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

  #tellWhatIsLeft(): void {
    const { page } = this.#options;
    page.prompt(this.#end === undefined ? '' : messages.pace.left(this.#left + page.taken));
  }

  #settle(): void {
    this.#events.length = 0;
    this.#next = 0;
    this.#end?.();
  }
}

/** What is no line of the log: its beginning and its end. */
function isFrame({ type }: RunEvent): boolean {
  return type === 'run.start' || type === 'diagnosis' || type === 'run.end';
}
