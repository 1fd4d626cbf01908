/** `--pause`: waits for Enter before a summary, and before the next demo. */
import { plainLine } from '../../render/plain-text.js';
import { listenForKeys, STOP_KEYS } from '../terminal/keys.js';

export interface PauseOptions {
  /** Says what Enter does. */
  readonly prompt: string;
  /** Stops the command. */
  stop(): void;
  /** Aborted when the command must stop, for any reason. */
  readonly stopped: AbortSignal;
}

/** Settles on Enter, or when the command is stopped. Removes the prompt again if the terminal can do that. */
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
