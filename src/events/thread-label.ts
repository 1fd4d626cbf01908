/** The label of a thread among those of all processes. */

export interface ThreadRef {
  readonly thread: string;
  /** Name of the process that the thread lives in. */
  readonly process: string;
}

/**
 * A process's main thread goes by the name of the process, and its other threads by both names. Threads of the first process
 * need no process name, unless they are named among threads of `several` processes.
 */
export function threadLabel({ thread, process }: ThreadRef, several = false): string {
  if (process === 'MainProcess' && !several) return thread;
  return thread === 'MainThread' ? process : `${process}/${thread}`;
}

/** True if any of these lives in another process than the first one. */
export function areOfSeveral(threads: readonly ThreadRef[]): boolean {
  return threads.some(({ process }) => process !== 'MainProcess');
}
