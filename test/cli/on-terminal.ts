import { spawnSync } from 'node:child_process';
import { execa } from 'execa';
import { BIN } from './pyconc.js';

const SCRIPT = 'script';

/** util-linux's `script` gives a program a terminal. */
export const hasTerminal =
  spawnSync(SCRIPT, ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

export interface TerminalSetting {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** The command is a job of a shell: when it is suspended, the shell says `STOPPED`, and continues it. */
  readonly isJob?: boolean;
}

/** Starts the built command on a terminal of its own; the child's stdin is the keyboard. */
export function startOnTerminal(args: readonly string[], setting: TerminalSetting = {}) {
  const { env = {}, columns = 80, rows = 50, cwd, isJob = false } = setting;
  const quoted = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ');
  // Outlives Ctrl-C, and says in the last line if the terminal has not been restored.
  const look = "stty -a | grep -q -- '-icanon' && echo RAW";
  const job = isJob ? `set -m; ${quoted}; ${look}; echo STOPPED; fg` : quoted;
  const command = `trap : INT; stty cols ${columns} rows ${rows}; ${job}; code=$?; ${look}; exit $code`;
  return execa(SCRIPT, ['-qec', command, '/dev/null'], {
    reject: false,
    extendEnv: false,
    stdin: 'pipe',
    timeout: 100_000,
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm', ...env },
  });
}

/** The same, until it ends. */
export async function onTerminal(args: readonly string[], setting: TerminalSetting = {}) {
  const { stdout, exitCode } = await startOnTerminal(args, setting);
  return { text: stdout, exitCode };
}
