/** Calls of `run` from a file that another program loads to run it itself: such a file starts nothing. */
import type { AsyncLocalStorage } from 'node:async_hooks';

interface Loading {
  /** How often the file has called `run`. */
  calls: number;
}

/** Made when a file is loaded: each thread evaluates this module, and no thread needs it. */
let context: AsyncLocalStorage<Loading> | undefined;
let last: Loading = { calls: 0 };

/**
 * Loads a file. Its calls of `run` start nothing; `programsStarted` counts them. Other code in this process may call `run`
 * meanwhile, for example an HTTP handler.
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
    // Otherwise all promises of this thread would be followed from now on.
    context.disable();
  }
}

/** How often the file that was loaded last has called `run`. */
export function programsStarted(): number {
  return last.calls;
}

/** True if a call of `run` must not start anything. */
export function isHeldBack(): boolean {
  const loading = context?.getStore();
  if (loading) loading.calls++;
  return loading !== undefined;
}
