/** The functions on the stack, with their files' names in the engine: not mapped to sources. */
import { isOurs, isUsersFile } from './stack.js';

/** The file that called this package. */
export function callerFile(): string | undefined {
  return callStack().find((file) => !file.startsWith('node:') && !isOurs(file));
}

/** The files of the functions on the stack, innermost first, including Node's own, without functions that only await. */
export function callStack(): string[] {
  return sites(200).flatMap((site) => {
    const file = site.getFileName();
    return file && !site.isAsync() ? [file] : [];
  });
}

/** The place of a call in the file that the engine runs: not mapped to its source. */
export type CallSite = readonly [file: string, line: number, column: number];

/** The place where the user's own code called this package, if it is not far up the stack. */
export function callSite(): CallSite | undefined {
  for (const site of sites(NEAR)) {
    const file = site.getFileName();
    if (file && isUsersFile(file)) return [file, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0];
  }
  return undefined;
}

const NEAR = 10;

/**
 * A stack that is not yet a text: to make one takes three times as long. `frames`: more than this package may have of its own
 * between the caller and here.
 */
export function stackHere(frames = NEAR): { readonly stack?: string } {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  const error = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

function sites(limit: number): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_, sites) => sites;
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
