/** Files of the functions on the stack, innermost first, those that await it included; `isWaiting` for these. */
export function callStack(): { readonly file: string; readonly isWaiting: boolean }[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 200;
    // As the engine knows them: not mapped to sources.
    Error.prepareStackTrace = (_, sites) => sites;
    const sites = new Error().stack as unknown as NodeJS.CallSite[];
    return sites.flatMap((site) => {
      const file = site.getFileName();
      return file && !file.startsWith('node:') ? [{ file, isWaiting: site.isAsync() }] : [];
    });
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
