/** `--pause`: waits for Enter before the next demo. */
import { messages } from '../render/messages.js';
import { plainLine } from '../render/plain-text.js';
import { listenForKeys, STOP_KEYS } from './keys.js';

export interface PauseOptions {
  /** Name of the demo that comes next. */
  readonly next: string;
  /** Asks for everything to be stopped. */
  stop(): void;
  /** Aborted when everything is to be stopped, by whomever. */
  readonly stopped: AbortSignal;
}

/** Settles when the next demo may begin, or nothing may any more. */
export async function waitForEnter({ next, stop, stopped }: PauseOptions): Promise<void> {
  if (stopped.aborted) return;
  const { stderr } = process;
  stderr.write(`\n${plainLine(messages.pace.pause(next))}`);
  await new Promise<void>((resolve) => {
    const keys = listenForKeys((key) => {
      if (STOP_KEYS.includes(key)) stop();
      else if (key === '\r' || key === '\n') go();
    });
    const go = () => {
      stopped.removeEventListener('abort', go);
      keys.close();
      resolve();
    };
    stopped.addEventListener('abort', go);
  });
  stderr.write('\n');
}
