/** Single keys from the terminal. */

export interface Keys {
  /** Lets go of the keyboard, and puts the terminal back in order. */
  close(): void;
}

/** Ctrl-C and Ctrl-D come as characters while keys are read. */
export const STOP_KEYS = ['q', 'Q', '\x03', '\x04'];

/** Has each key that is pressed told; the terminal shows none of them. */
export function listenForKeys(onKey: (key: string) => void): Keys {
  const { stdin } = process;
  const onData = (data: Buffer) => {
    for (const key of keysIn(data.toString())) onKey(key);
  };
  // Nobody is at the keyboard any more.
  const onEnd = () => onKey('\x04');
  const close = () => {
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    process.off('exit', close);
    stdin.setRawMode(false);
    stdin.pause();
  };
  stdin.setRawMode(true);
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  process.on('exit', close);
  stdin.resume();
  return { close };
}

/** An arrow or a function key is several characters, and one key. */
function keysIn(text: string): string[] {
  return text.match(SEQUENCE) ?? [];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends
const SEQUENCE = /\x1b[[O][0-?]*[ -/]*[@-~]|\x1b.|[\s\S]/gu;
