/** Long pages on a terminal, screen by screen. */
import { spawn } from 'node:child_process';
import { ExitCode } from '../exit-codes.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface PagedText {
  /** All lines fit the screen. */
  readonly fitted: string;
  /** Lines of programs at full length, for a pager that scrolls sideways. */
  readonly whole: string;
}

/**
 * Shows the text in the user's pager if it is longer than the screen, and settles when the user quits the pager. Undefined if
 * the caller must print the text: it fits the screen, stdout is not a terminal, or there is no pager.
 */
export async function showInPager(
  { fitted, whole }: PagedText,
  env: Environment = process.env,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'rows'> = process.stdout,
): Promise<ExitCode | undefined> {
  const isLong = fitted.split('\n').length > (stream.rows || 24);
  const command = env.PAGER ?? (process.platform === 'win32' ? '' : 'less -RS');
  if (stream.isTTY !== true || env.TERM === 'dumb' || !isLong || command.trim() === '') return undefined;
  return runPager(command, MOVES_SIDEWAYS.test(command) ? whole : fitted, env);
}

/** `less` scrolls sideways; other pagers break or cut long lines. */
const MOVES_SIDEWAYS = /^\s*(\S*\/)?less\b/;

/** As git sets it: show colours, quit at once if the text fits, leave the text on the screen, do not break lines. */
const LESS = 'FRSX';

function runPager(command: string, text: string, env: Environment): Promise<ExitCode | undefined> {
  // Ctrl-C belongs to the pager, which restores the terminal when it ends. Installed before it starts: the key may come at once.
  const ignore = () => {};
  let exitCode: ExitCode = ExitCode.ok;
  const terminate = () => {
    exitCode = ExitCode.terminated;
    pager.kill();
  };
  process.on('SIGINT', ignore);
  process.on('SIGTERM', terminate);
  const pager = spawn(command, {
    shell: true,
    stdio: ['pipe', 'inherit', 'pipe'],
    env: { LESS, LESSCHARSET: 'utf-8', ...env },
  });
  let complaint = '';
  pager.stderr.on('data', (data) => {
    complaint += data;
  });

  return new Promise<ExitCode | undefined>((resolve) => {
    pager.on('error', () => resolve(undefined));
    pager.on('close', (status) => {
      if (status === NOT_FOUND || status === NOT_EXECUTABLE) return resolve(undefined);
      process.stderr.write(complaint);
      resolve(exitCode);
    });
    // The user quit before the end of the text.
    pager.stdin.on('error', ignore);
    pager.stdin.end(text);
  }).finally(() => {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', terminate);
  });
}

/** Exit codes of a shell. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
