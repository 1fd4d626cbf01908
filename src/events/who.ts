/** What a thread is called among those of all processes. */

/** A process's main thread goes by the name of the process, and its others by both names. */
export function whoIs({ thread, process }: { readonly thread: string; readonly process: string }): string {
  if (process === 'MainProcess') return thread;
  return thread === 'MainThread' ? process : `${process}/${thread}`;
}
