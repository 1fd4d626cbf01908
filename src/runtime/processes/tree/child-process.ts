/** A child process, as its parent's host sees it: a Node process that runs a host and threads of its own. */
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inheritedOptions } from '../../host/exec-options.js';
import type { ToChild, ToParent } from '../protocol.js';

export interface ChildListener {
  onMessage(message: ToParent): void;
  /** A line that was written past the log: by native code, or by Node itself. */
  onOutput(stream: 'stdout' | 'stderr', text: string): void;
  /** The child has ended; its last messages are still on their way. */
  onExit(): void;
  /** The child is gone, and all that it sent was passed on before. A negative exit code is the signal that ended it. */
  onEnd(exitcode: number): void;
}

export interface Child {
  readonly pid: number;
  send(message: ToChild): void;
  kill(signal: NodeJS.Signals): void;
}

const ENTRY = fileURLToPath(new URL('./process.js', import.meta.url));

/** Loads in advance what starting a process needs. */
export function prepareForChildren(): void {
  void loadExeca();
}

// A worker, and a run without processes, must not pay for loading it.
function loadExeca() {
  return import('execa');
}

/** Starts a child process, with the program's file and arguments. Rejects if the system refuses. */
export async function startChild(argv: readonly string[], listener: ChildListener): Promise<Child> {
  const { execaNode } = await loadExeca();
  const subprocess = execaNode(ENTRY, argv, {
    nodeOptions: inheritedOptions(),
    ipc: true,
    serialization: 'advanced',
    stdin: 'ignore',
    buffer: false,
    reject: false,
    // Only an explicit `kill` kills it.
    forceKillAfterDelay: false,
  });
  const { pid } = subprocess;
  if (pid === undefined) throw new Error((await subprocess).shortMessage ?? 'the process could not be started');
  subprocess.on('message', (message) => listener.onMessage(message as ToParent));
  const outputs = (['stdout', 'stderr'] as const).map((name) => {
    const lines = createInterface({ input: subprocess[name] });
    lines.on('line', (text) => listener.onOutput(name, text));
    return new Promise<void>((resolve) => lines.once('close', resolve));
  });
  const disconnected = new Promise<void>((resolve) => subprocess.once('disconnect', resolve));
  subprocess.once('exit', async (code, signal) => {
    listener.onExit();
    // Its messages come before its end, however long they take to read: no other process has the channel's other end.
    await disconnected;
    // But processes that it started itself may hold its output open.
    await Promise.race([Promise.all(outputs), later(LAST_WORDS_MS)]);
    listener.onEnd(signal === null ? (code ?? 0) : -constants.signals[signal]);
  });
  return {
    pid,
    send(message) {
      // The child may be ending just now.
      if (subprocess.connected) subprocess.send(message, () => {});
    },
    kill(signal) {
      subprocess.kill(signal);
    },
  };
}

const LAST_WORDS_MS = 200;

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
