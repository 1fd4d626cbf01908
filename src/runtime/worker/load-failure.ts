/**
 * Why a file could not be loaded, where the user can do something about it: its language is not Node's, or it is a test file.
 */
import { isFrame } from '../../events/places.js';

/** The path and extension of a file that Node says it does not know; undefined for any other failure. */
export function unknownExtension(error: unknown): { readonly path: string; readonly extension: string } | undefined {
  if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_UNKNOWN_FILE_EXTENSION') return undefined;
  const [, extension, path] = /"(\.[^"]*)" for (.*)$/.exec(String((error as Error).message)) ?? [];
  return extension === undefined || path === undefined ? undefined : { path, extension };
}

/** True for the extensions of TypeScript and JSX, which loaders know. */
export function isForLoader(extension: string): boolean {
  return /^\.(?:[cm]?ts|[jt]sx)$/.test(extension);
}

/** The failure to load a module in a thread, with what to do about it where that is known. */
export function explained(error: unknown): unknown {
  if (error instanceof Error && isOfTestRunner(error)) {
    return new TypeError(
      `a module that threads import needs a test runner, which is not there for them (${error.message.split('\n', 1)[0]}): move what they run to a file without tests, and write run(new URL('./jobs.js', import.meta.url), 'main')`,
      { cause: error },
    );
  }
  const unknown = unknownExtension(error);
  if (!unknown || !isForLoader(unknown.extension)) return error;
  return new TypeError(
    `Node ${process.version} cannot load ${unknown.path} in a thread, which imports files as they are: start it with a loader that threads have as well (\`node --import tsx file.ts\`, \`tsx file.ts\`), with Node 22.18, 23.6 or newer for .ts files, or compile it first and give run the compiled file: run(new URL('./jobs.js', import.meta.url), 'main')`,
    { cause: error },
  );
}

/** True if vitest itself threw the error, or if names are missing that vitest can define for test files. */
function isOfTestRunner({ name, message, stack = '' }: Error): boolean {
  if (name === 'ReferenceError' && /^(?:describe|test|it|expect|vi) is not defined$/.test(message)) return true;
  const innermost = stack.split('\n').find(isFrame) ?? '';
  return /[\\/]node_modules[\\/]@?vitest\b/.test(innermost);
}
