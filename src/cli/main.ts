/** The command line from beginning to end. */
import { ExitCode } from './exit-codes.js';
import { version } from './version.js';

/** Carries out `pyconc …` and sets the exit code. Nothing of ours is printed after that. */
export async function main(given: readonly string[] = process.argv.slice(2)): Promise<void> {
  let failure: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A closed stdout means that the reader has seen enough.
    if (error.code !== 'EPIPE') failure ??= error;
  });
  if (given[0] === '--version' || given[0] === '-V') {
    process.stdout.write(`${version()}\n`);
    return;
  }
  const { longhand } = await import('./shorthand.js');
  const words = longhand(given);

  // The default until the result is known: an event loop that runs dry must not look like success.
  process.exitCode = ExitCode.internal;
  process.on('uncaughtException', quitWith);
  const isRunning = words[0] === 'run' && !asksForHelp(words);
  if (isRunning) void startWorkers();
  const { carryOut } = await import('./program.js');
  const exitCode = await carryOut(words);
  if (isRunning) await endWorkers();
  process.exitCode = exitCode;
  // `run`, `trials`, `explore` and `replay` check this themselves, and stop.
  if (exitCode === ExitCode.ok) await seeWritten(() => failure);
  endSoon();
}

/** Output that was not written, on a full disk for example, must not look like success. */
async function seeWritten(failure: () => Error | undefined): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  const error = failure();
  if (error === undefined) return;
  const [{ warn }, { messages }] = await Promise.all([import('./report-error.js'), import('../render/messages.js')]);
  warn(messages.unwritable('stdout', error.message));
  process.exitCode = ExitCode.internal;
}

/** Starts workers while the command line is still being read. */
async function startWorkers(): Promise<void> {
  const { prewarm } = await import('../runtime/run-program.js');
  prewarm(FIRST_WORKERS);
}

/** A process that ends while its workers are still starting may crash. */
async function endWorkers(): Promise<void> {
  const { dismiss } = await import('../runtime/run-program.js');
  await dismiss();
}

/** MainThread and the first thread it starts. More would take cores from these two, and most demos start the rest one by one. */
const FIRST_WORKERS = 2;

/** Ends the process once all output is written, even if a user's module has left a timer in this thread. */
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
