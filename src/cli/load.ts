/** Loads a demo for a command. */
import { refusals } from '../render/refusals.js';
import type { Demo } from '../session/demo.js';
import { loadDemo } from '../session/registry.js';
import { ExitCode } from './exit-codes.js';
import { warn } from './report-error.js';

/** As `loadDemo`; says so if the file ends the process instead of being loaded. */
export async function load(word: string, signal?: AbortSignal): Promise<Demo> {
  const quits = () => {
    if (signal?.aborted) return;
    warn(...refusals.quits(word));
    process.exitCode = ExitCode.usage;
  };
  process.once('exit', quits);
  try {
    return await loadDemo(word, signal);
  } finally {
    process.off('exit', quits);
  }
}
