/** The functions on the stack, by the names that their files have in the engine: not mapped to sources. */
import { isOurs, isUsersFile } from './stack.js';

/** The file that has called this package. */
export function callerFile(): string | undefined {
  return callStack().find((file) => !file.startsWith('node:') && !isOurs(file));
}

/** Innermost first, Node's own among them. Those that await what is called are not on it. */
export function callStack(): string[] {
  return sites(200).flatMap((site) => {
    const file = site.getFileName();
    return file && !site.isAsync() ? [file] : [];
  });
}

/** Where a call is in the file that the engine runs: not yet mapped to its source. */
export type CallSite = readonly [file: string, line: number, column: number];

/** Where the user's own code has called this package, if that is not far up. */
export function callSite(): CallSite | undefined {
  for (const site of sites(NEAR)) {
    const file = site.getFileName();
    if (file && isUsersFile(file)) return [file, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0];
  }
  return undefined;
}

const NEAR = 10;

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
