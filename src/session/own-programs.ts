/** Calls of `run` that came from a file which somebody loads in order to run it himself: such a file starts nothing. */

let isLoading = false;
let calls = 0;

/** Loads a file. What it calls `run` for is not run; `programsStarted` tells that it tried. */
export async function loadingFile<T>(load: () => Promise<T>): Promise<T> {
  isLoading = true;
  calls = 0;
  try {
    return await load();
  } finally {
    isLoading = false;
  }
}

/** How often the file that was loaded last called `run`. */
export function programsStarted(): number {
  return calls;
}

/** True if a call of `run` must not start anything. */
export function isHeldBack(): boolean {
  if (isLoading) calls++;
  return isLoading;
}
