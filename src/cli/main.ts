/** The command line from beginning to end. */
import { ExitCode } from './exit-codes.js';
import { version } from './version.js';

/** Carries out `pyconc …` and sets the exit code; what the process prints afterwards is nobody's. */
export async function main(given: readonly string[] = process.argv.slice(2)): Promise<void> {
  let failure: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A closed stdout is somebody who has read enough.
    if (error.code !== 'EPIPE') failure ??= error;
  });
  if (given[0] === '--version' || given[0] === '-V') {
    process.stdout.write(`${version()}\n`);
    return;
  }
  const { longhand } = await import('./shorthand.js');
  const words = longhand(given);

  // Until it is known to be another: an event loop that runs dry must not look like success.
  process.exitCode = ExitCode.internal;
  process.on('uncaughtException', quitWith);
  const isRunning = words[0] === 'run' && !asksForHelp(words);
  if (isRunning) void startWorkers();
  const { carryOut } = await import('./program.js');
  const exitCode = await carryOut(words);
  if (isRunning) await endWorkers();
  process.exitCode = exitCode;
  // `run` and `trials` look for themselves, and stop.
  if (exitCode === ExitCode.ok) await seeWritten(() => failure);
  endSoon();
}

/** What a full disk, say, did not take must not look like success. */
async function seeWritten(failure: () => Error | undefined): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  const error = failure();
  if (error === undefined) return;
  const [{ warn }, { messages }] = await Promise.all([import('./report-error.js'), import('../render/messages.js')]);
  warn(messages.unwritable('stdout', error.message));
  process.exitCode = ExitCode.internal;
}

/** While the command line is still being read. */
async function startWorkers(): Promise<void> {
  const { prewarm } = await import('../runtime/run-program.js');
  prewarm(FIRST_WORKERS);
}

/** A process that ends by itself while its workers are still coming to life may crash. */
async function endWorkers(): Promise<void> {
  const { dismiss } = await import('../runtime/run-program.js');
  await dismiss();
}

/** MainThread, and one for it to start. More would take the cores from these two, and most demos come to the rest one by one. */
const FIRST_WORKERS = 2;

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
  const { reportUncaught } = await import('./report-error.js');
  process.exit(await reportUncaught(error));
}
