/** `--step-log`: shows a line of the log for each key. The program does not wait for it: only what is shown does. */
import type { RunEvent } from '../events/run-event.js';
import { type Keys, listenForKeys, STOP_KEYS } from './keys.js';

export interface StepperOptions {
  /** Shows an event; true if that made a line. */
  show(event: RunEvent): boolean;
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
  /** Lines that have been asked for and were not yet there: one, or all. */
  #wanted = 0;
  #end: (() => void) | undefined;

  constructor(options: StepperOptions) {
    this.#options = options;
    this.#keys = listenForKeys((key) => this.#onKey(key));
  }

  event(event: RunEvent): void {
    this.#events.push(event);
    this.#flow();
  }

  /** Settles when all that there was has been shown, or is not wanted any more. */
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
    this.#keys.close();
  }

  #onKey(key: string): void {
    if (STOP_KEYS.includes(key)) this.#options.stop();
    else this.#wanted = key === 'a' || key === 'A' ? Infinity : Math.max(this.#wanted, 1);
    this.#flow();
  }

  #flow(): void {
    const { show, stopped } = this.#options;
    for (let event = this.#events[this.#next]; event !== undefined; event = this.#events[this.#next]) {
      const isFrame = event.type === 'run.start' || (stopped.aborted && isEnd(event));
      if (!isFrame && !stopped.aborted && this.#wanted === 0) return;
      this.#next++;
      // Of what nobody waits for any more only the end is shown.
      if (!isFrame && stopped.aborted) continue;
      if (show(event) && !isFrame) this.#wanted -= 1;
    }
    this.#events.length = 0;
    this.#next = 0;
    this.#end?.();
  }
}

function isEnd({ type }: RunEvent): boolean {
  return type === 'diagnosis' || type === 'run.end';
}
