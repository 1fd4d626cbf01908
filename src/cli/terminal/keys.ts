/** Single keys from the terminal. */

export interface Keys {
  /** Releases the keyboard and restores the terminal. */
  close(): void;
}

/** Ctrl-C and Ctrl-D arrive as characters in raw mode. */
export const STOP_KEYS = ['q', 'Q', '\x03', '\x04'];

/** The left arrow has two codes, one per cursor-key mode of the terminal. */
export const BACK_KEYS = ['b', 'B', '\x1b[D', '\x1bOD'];

/** Ctrl-Z arrives as a character too. */
const SUSPEND_KEY = '\x1a';

/**
 * Calls `onKey` for each key pressed; the terminal does not echo them. Ctrl-Z suspends the process as usual, and `onResume` is
 * called when it continues: by then a shell may have written below our output.
 */
export function listenForKeys(onKey: (key: string) => void, onResume: () => void = () => {}): Keys {
  const { stdin } = process;
  let isSuspending = false;
  let patience: NodeJS.Timeout | undefined;
  const resume = () => {
    if (!isSuspending) return;
    isSuspending = false;
    clearTimeout(patience);
    stdin.setRawMode(true);
    onResume();
  };
  const suspend = () => {
    // Windows has no job control.
    if (isSuspending || process.platform === 'win32') return;
    isSuspending = true;
    stdin.setRawMode(false);
    // Stop the whole job, as a terminal does: npx may have started us, and its shell would wait otherwise.
    process.kill(0, 'SIGTSTP');
    // The system does not suspend a process that no shell could continue; then carry on.
    patience = setTimeout(resume, PATIENCE);
  };
  const onData = (data: Buffer) => {
    for (const key of keysIn(data.toString())) {
      if (key === SUSPEND_KEY) suspend();
      else onKey(key);
    }
  };
  // The keyboard is gone: treat it as Ctrl-D.
  const onEnd = () => onKey('\x04');
  const close = () => {
    clearTimeout(patience);
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    process.off('SIGCONT', resume);
    process.off('exit', close);
    stdin.setRawMode(false);
    stdin.pause();
  };
  stdin.setRawMode(true);
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  process.on('SIGCONT', resume);
  process.on('exit', close);
  stdin.resume();
  return { close };
}

/** Milliseconds. */
const PATIENCE = 200;

/** An arrow or function key is one key of several characters. */
function keysIn(text: string): string[] {
  return text.match(SEQUENCE) ?? [];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
const SEQUENCE = /\x1b[[O][0-?]*[ -/]*[@-~]|\x1b.|[\s\S]/gu;
