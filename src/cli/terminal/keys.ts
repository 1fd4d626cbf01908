/** Single keys from the terminal. */

export interface Keys {
  /** Lets go of the keyboard, and puts the terminal back in order. */
  close(): void;
}

/** Ctrl-C and Ctrl-D come as characters while keys are read. */
export const STOP_KEYS = ['q', 'Q', '\x03', '\x04'];

/** The left arrow, in both modes that a terminal may be in. */
export const BACK_KEYS = ['b', 'B', '\x1b[D', '\x1bOD'];

/** Ctrl-Z, as a character, too. */
const SUSPEND_KEY = '\x1a';

/**
 * Has each key that is pressed told; the terminal shows none of them. Ctrl-Z suspends as it does elsewhere; `onResume` is
 * called when the process goes on, under whatever a shell has written meanwhile.
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
    // Windows has no such thing.
    if (isSuspending || process.platform === 'win32') return;
    isSuspending = true;
    stdin.setRawMode(false);
    // All of the job, as a terminal does it: npx may have started us, and would make its shell wait.
    process.kill(0, 'SIGTSTP');
    // Where no shell would continue us, the system does not suspend us.
    patience = setTimeout(resume, PATIENCE);
  };
  const onData = (data: Buffer) => {
    for (const key of keysIn(data.toString())) {
      if (key === SUSPEND_KEY) suspend();
      else onKey(key);
    }
  };
  // Nobody is at the keyboard any more.
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

/** An arrow or a function key is several characters, and one key. */
function keysIn(text: string): string[] {
  return text.match(SEQUENCE) ?? [];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
const SEQUENCE = /\x1b[[O][0-?]*[ -/]*[@-~]|\x1b.|[\s\S]/gu;
