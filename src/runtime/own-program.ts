/**
 * Programs that start themselves: `await run(main)` at the top level of their own file. Their threads import that file too,
 * and must not start it again: Python's `if __name__ == '__main__'`, built in.
 */

let isPast = false;

/** True in a thread while it evaluates what follows the program's call of `run`. */
export function isPastRun(): boolean {
  return isPast;
}

/** Imports a module that may call `run`. */
export async function importingProgram(url: string): Promise<Readonly<Record<string, unknown>>> {
  isPast = false;
  try {
    return await import(url);
  } catch (error) {
    if (!isPast) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      `what follows \`await run(…)\` in ${url} is evaluated in every thread, without a result, and failed there: ${message}. Write run(main).then(…) around it: that is called in the program itself alone`,
      { cause: error },
    );
  } finally {
    isPast = false;
  }
}

/**
 * What `run` gives to a thread: `await` goes on at once, so that the rest of the file is evaluated and its exports are
 * there; what is given to `then` is never called.
 */
export function runInThread<R>(): Promise<R> {
  isPast = true;
  const promise = Promise.resolve(absent as R);
  // `await` does not look up `then` on a promise of the engine's own; everybody else does.
  // biome-ignore lint/suspicious/noThenProperty: which is what this is for
  promise.then = () => new Promise<never>(() => {});
  return promise;
}

/** The result of a run that is somebody else's. */
const absent: unknown = { reason: 'completed', seconds: 0, outcome: null, threads: [], processes: [], params: {} };
