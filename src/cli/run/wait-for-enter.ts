/** `--pause`: waits for Enter before a summary, and before the next demo. */
import { plainLine } from '../../render/plain-text.js';
import { listenForKeys, STOP_KEYS } from '../terminal/keys.js';

export interface PauseOptions {
  /** What Enter is for. */
  readonly prompt: string;
  /** Asks for everything to be stopped. */
  stop(): void;
  /** Aborted when everything is to be stopped, by whomever. */
  readonly stopped: AbortSignal;
}

/** Settles when it may go on, or nothing may any more. The prompt is gone then, where a terminal can take it away. */
export async function waitForEnter({ prompt, stop, stopped }: PauseOptions): Promise<void> {
  if (stopped.aborted) return;
  const { stderr } = process;
  const ask = () => stderr.write(`\n${plainLine(prompt)}`);
  ask();
  await new Promise<void>((resolve) => {
    const keys = listenForKeys((key) => {
      if (STOP_KEYS.includes(key)) stop();
      else if (key === '\r' || key === '\n') go();
    }, ask);
    const go = () => {
      stopped.removeEventListener('abort', go);
      keys.close();
      resolve();
    };
    stopped.addEventListener('abort', go);
  });
  stderr.write(stderr.isTTY && process.env.TERM !== 'dumb' ? '\r\x1b[K\x1b[A' : '\n');
}
