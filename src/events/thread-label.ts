/** What a thread is called among those of all processes. */

export interface ThreadRef {
  readonly thread: string;
  /** Name of the process that it lives in. */
  readonly process: string;
}

/**
 * A process's main thread goes by the name of the process, and its others by both names. The first process's threads need no
 * process's name, unless they are told of as some among those of `several` processes.
 */
export function threadLabel({ thread, process }: ThreadRef, several = false): string {
  if (process === 'MainProcess' && !several) return thread;
  return thread === 'MainThread' ? process : `${process}/${thread}`;
}

/** True if these live in other processes than the first one. */
export function areOfSeveral(threads: readonly ThreadRef[]): boolean {
  return threads.some(({ process }) => process !== 'MainProcess');
}
