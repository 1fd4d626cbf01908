/** Long pages on a terminal, screen by screen. */
import { spawn } from 'node:child_process';
import { ExitCode } from '../exit-codes.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface PagedText {
  /** With lines that fit the screen. */
  readonly fitted: string;
  /** With lines of programs as long as they are, for a pager that moves sideways. */
  readonly whole: string;
}

/**
 * Shows the text in the reader's pager, if it is longer than the screen, and settles when that is left. Undefined if the
 * text is still to be printed: it fits, this is no terminal, or no pager can be had.
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

/** Others break a line that is too long, or cut it. */
const MOVES_SIDEWAYS = /^\s*(\S*\/)?less\b/;

/** As git has it: colours are shown, what fits is not waited for, the text stays on the screen, lines are not broken. */
const LESS = 'FRSX';

function runPager(command: string, text: string, env: Environment): Promise<ExitCode | undefined> {
  // Ctrl-C is the pager's, which has the terminal and puts it in order when it ends. Before there is one, for it may come at once.
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
    // Left before the end.
    pager.stdin.on('error', ignore);
    pager.stdin.end(text);
  }).finally(() => {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', terminate);
  });
}

/** What a shell answers. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
