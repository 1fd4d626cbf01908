/** Calls of `run` that came from a file which somebody loads in order to run it himself: such a file starts nothing. */
import type { AsyncLocalStorage } from 'node:async_hooks';

interface Loading {
  /** How often the file has called `run`. */
  calls: number;
}

/** Made when a file is loaded: each thread evaluates this module, and none of them needs it. */
let context: AsyncLocalStorage<Loading> | undefined;
let last: Loading = { calls: 0 };

/**
 * Loads a file. What it calls `run` for is not run; `programsStarted` tells that it tried. Others in this process may call
 * `run` meanwhile: an HTTP handler, say.
 */
export async function loadingFile<T>(load: () => Promise<T>): Promise<T> {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  context ??= new AsyncLocalStorage();
  last = { calls: 0 };
  const { exit } = process;
  // A program that ends itself after its `await run(main)` means itself, not the process that loads it.
  process.exit = (code) => (context?.getStore()?.calls ? (undefined as never) : exit.call(process, code));
  try {
    return await context.run(last, load);
  } finally {
    process.exit = exit;
    // Else all promises of this thread would be followed from now on.
    context.disable();
  }
}

/** How often the file that was loaded last called `run`. */
export function programsStarted(): number {
  return last.calls;
}

/** True if a call of `run` must not start anything. */
export function isHeldBack(): boolean {
  const loading = context?.getStore();
  if (loading) loading.calls++;
  return loading !== undefined;
}
