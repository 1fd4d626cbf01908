/** The files of the functions on the stack, by their names in the engine: not mapped to sources. */
import { isOurs } from './stack.js';

/** The file that has called this package. */
export function callerFile(): string | undefined {
  return callStack().find((file) => !file.startsWith('node:') && !isOurs(file));
}

/** Innermost first, Node's own among them. Those that await what is called are not on it. */
export function callStack(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 200;
    Error.prepareStackTrace = (_, sites) => sites;
    const sites = new Error().stack as unknown as NodeJS.CallSite[];
    return sites.flatMap((site) => {
      const file = site.getFileName();
      return file && !site.isAsync() ? [file] : [];
    });
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
