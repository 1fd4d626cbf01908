/** The command line from beginning to end. */
import { ExitCode } from './exit-codes.js';
import { version } from './version.js';

/** Carries out `pyconc …` and sets the exit code; what the process prints afterwards is nobody's. */
export async function main(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  // A closed stdout is somebody who has read enough.
  process.stdout.on('error', () => {});
  if (words[0] === '--version' || words[0] === '-V') {
    process.stdout.write(`${version()}\n`);
    return;
  }

  // Until it is known to be another: an event loop that runs dry must not look like success.
  process.exitCode = ExitCode.internal;
  process.on('uncaughtException', quitWith);
  const isRunning = words[0] === 'run' && !asksForHelp(words);
  if (isRunning) void startWorkers();
  const { carryOut } = await import('./program.js');
  const exitCode = await carryOut(words);
  if (isRunning) await endWorkers();
  process.exitCode = exitCode;
  endSoon();
}

/** While the command line is still being read. */
async function startWorkers(): Promise<void> {
  const { prewarm } = await import('../runtime/host.js');
  prewarm(FIRST_WORKERS);
}

/** A process that ends by itself while its workers are still coming to life may crash. */
async function endWorkers(): Promise<void> {
  const { dismiss } = await import('../runtime/host.js');
  await dismiss();
}

/** MainThread, and four for it to start. */
const FIRST_WORKERS = 5;

/** A timer, say, that a user's module started in this thread too must not keep the process: but all is to be written. */
function endSoon(): void {
  const timer = setTimeout(() => {
    if (process.stdout.writableLength > 0) timer.refresh();
    else process.exit();
  }, 500);
  timer.unref();
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

async function quitWith(error: unknown): Promise<never> {
  const { reportError } = await import('./report-error.js');
  process.exit(reportError(error));
}
