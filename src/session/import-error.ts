import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readPlace } from '../events/places.js';
import { userFrame } from '../runtime/source/stack.js';
import { UserError } from './user-error.js';

/** Why a module could not be loaded: the error itself and its place in the user's code, without our own frames. */
export async function explainImportError(path: string, error: unknown): Promise<UserError> {
  if (!(error instanceof Error)) {
    return new UserError({ is: 'load-failed', path, thrown: String(error), isError: false });
  }
  const place = placeInStack(error) ?? (await placeOfSyntaxError(path, error));
  const thrown = `${error.name}: ${error.message}`;
  return new UserError({ is: 'load-failed', path, thrown, isError: true, place, lacksPyconc: lacksPyconc(error) });
}

function lacksPyconc(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && /'pyconc'/.test(error.message);
}

/** `file:line:column` of the innermost frame that is neither Node's nor ours; linking errors have it in line 1. */
function placeInStack({ stack = '' }: Error): string | undefined {
  const [first = ''] = stack.split('\n', 1);
  return (first.startsWith('file://') ? asPath(first) : undefined) ?? userFrame(stack) ?? undefined;
}

/** The path in place of a URL, in a text that begins with either. */
function asPath(text: string): string | undefined {
  const place = readPlace(text);
  if (place === undefined) return undefined;
  const { file, line, column } = place;
  return [file.startsWith('file://') ? fileURLToPath(file) : file, line, column].filter(Boolean).join(':');
}

/** Node reports the place of a syntax error only when it checks the file from outside. */
function placeOfSyntaxError(path: string, error: Error): Promise<string | undefined> {
  if (!(error instanceof SyntaxError)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    execFile(process.execPath, ['--check', path], { timeout: 5000 }, (_, _stdout, stderr) => {
      const [place] = /^(file:\/\/)?\/.*:\d+$/m.exec(stderr) ?? [];
      resolve(place === undefined ? undefined : asPath(place));
    });
  });
}
