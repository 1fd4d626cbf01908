/** Loads a demo for a command. */
import { refusals } from '../render/refusals.js';
import type { Demo } from '../session/demo.js';
import { reins } from '../session/foreign-code.js';
import type { LoadLimits } from '../session/import-demo.js';
import { loadDemo } from '../session/registry.js';
import { ExitCode } from './exit-codes.js';
import { warn } from './report-error.js';
import { reinsOfTerminal } from './terminal/reins.js';

/** As `loadDemo`, with a warning if the file ends the process while it is being loaded. */
export async function load(word: string, limits: LoadLimits = {}): Promise<Demo> {
  const quits = () => {
    if (limits.signal?.aborted) return;
    warn(...refusals.quits(word));
    process.exitCode = ExitCode.usage;
  };
  // If no signal handlers are installed yet, there are none to restore.
  reins.held ??= reinsOfTerminal(() => {});
  process.once('exit', quits);
  try {
    return await loadDemo(word, limits);
  } finally {
    process.off('exit', quits);
  }
}
